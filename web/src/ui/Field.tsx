import clsx from 'clsx'
import { createContext, useContext, useId, type ComponentProps, type ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'

type Wiring = { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-labelledby'?: string; required?: boolean }

const FieldContext = createContext<Wiring>({})

/** What a control inside a Field must carry, so that its label, hint and error belong to it. */
export const useField = () => useContext(FieldContext)

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to mend it; shown next to the control, never in a toast. */
  error?: ReactNode
  required?: boolean
  className?: string
  children: ReactNode
}

export function Field({ label, hint, error, required, className, children }: FieldProps) {
  const t = useTranslations('ui')
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <FieldContext
      value={{ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined, 'aria-labelledby': `${id}-label`, required }}
    >
      <div className={clsx('grid min-w-0 content-start gap-1', className)}>
        <label id={`${id}-label`} htmlFor={id} className="font-strong">
          {label}
          {required === false && <span className="font-normal text-ink2"> · {t('optional')}</span>}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-small text-ink2">
            {hint}
          </p>
        )}
        <p id={`${id}-error`} aria-live="polite" className={clsx('text-small text-bad', !error && 'sr-only')}>
          {error}
        </p>
      </div>
    </FieldContext>
  )
}

/** One line of text. Its value during composition of Chinese is the browser's own affair: nothing here touches it. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  const { 'aria-labelledby': _, ...field } = useField()
  return <input {...field} {...rest} className={clsx('box w-full px-2.5', className)} />
}

export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  const { 'aria-labelledby': _, ...field } = useField()
  return <textarea {...field} rows={rows} {...rest} className={clsx('box h-auto! w-full px-2.5 py-2', className)} />
}
