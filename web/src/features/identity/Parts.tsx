import clsx from 'clsx'
import { Check, ShoppingBasket, Store, Tag } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from '../../lib/i18n'

export const parts = ['buyer', 'supplier', 'brand'] as const
export type Part = (typeof parts)[number]

const icons = { buyer: ShoppingBasket, supplier: Store, brand: Tag }

/** What a company does: big enough to be read before it is chosen, and more than one may fit. */
export function Parts({ value, onChange, error }: { value: readonly Part[]; onChange: (value: Part[]) => void; error?: string }) {
  const t = useTranslations('identity.signUp')
  const id = useId()
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={`${id}-hint ${id}-error`}>
      <legend className="font-strong">{t('parts')}</legend>
      <p id={`${id}-hint`} className="text-small text-ink2">
        {t('partsHint')}
      </p>
      <div className="grid gap-2 tablet:grid-cols-3">
        {parts.map((part) => {
          const on = value.includes(part)
          const Icon = icons[part]
          return (
            <label
              key={part}
              className={clsx(
                'relative flex min-h-16 items-start gap-3 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus tablet:flex-col tablet:gap-1',
                on ? 'border-accent bg-best ring-1 ring-accent' : error ? 'border-bad bg-surface' : 'border-control bg-surface hover:bg-sunk',
              )}
            >
              <input
                type="checkbox"
                name="parts"
                value={part}
                checked={on}
                aria-invalid={error ? true : undefined}
                aria-describedby={`${id}-${part}`}
                aria-labelledby={`${id}-${part}-name`}
                onChange={(e) => onChange(parts.filter((p) => (p === part ? e.target.checked : value.includes(p))))}
                className="absolute inset-0 appearance-none outline-none"
              />
              <Icon aria-hidden className={clsx('text-h1', on ? 'text-best-ink' : 'text-ink2')} />
              <span className="grid min-w-0">
                <span id={`${id}-${part}-name`} className={clsx('font-strong', on && 'text-best-ink')}>
                  {t(part)}
                </span>
                <span id={`${id}-${part}`} className={clsx('text-small', on ? 'text-best-ink' : 'text-ink2')}>
                  {t(`${part}Text`)}
                </span>
              </span>
              {on && <Check aria-hidden className="absolute top-3 right-3 text-best-ink" />}
            </label>
          )
        })}
      </div>
      <p id={`${id}-error`} aria-live="polite" className={clsx('text-small text-bad', !error && 'sr-only')}>
        {error}
      </p>
    </fieldset>
  )
}
