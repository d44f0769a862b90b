import { createContext, useContext, type ComponentProps, type ReactNode } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Field, Input } from '../../../ui/Field'
import type { CompanyFile } from '../fileQuery'

type Problems = CompanyFile['problems']
type Marks = { problems: Problems; waiting: readonly string[] }

const MarksContext = createContext<Marks>({ problems: [], waiting: [] })

/** What the hub says about the fields below, and which of them it could not keep yet. */
export const MarksOf = ({ children, ...marks }: Marks & { children: ReactNode }) => <MarksContext value={marks}>{children}</MarksContext>

/** What stands beside the field of a path: wrong is an error, missing and advice are hints, for nobody has done anything wrong yet. */
export function useMark(path: string): { error?: string; hint?: string } {
  const t = useTranslations('file')
  const { problems, waiting } = useContext(MarksContext)
  if (waiting.includes(path)) return { error: t(path === '/founded' ? 'waiting.founded' : path.endsWith('/currency') ? 'waiting.currency' : path.endsWith('/label') ? 'waiting.label' : 'waiting.name') }
  const problem = problems.find((p) => p.path === path)
  if (!problem) return {}
  const text = t(`problem.${problem.code}`)
  return problem.severity === 'wrong' ? { error: text } : { hint: text }
}

/** A field of the file with what is said about it. */
export function Marked({ path, label, hint, className, children }: { path: string; label: string; hint?: ReactNode; className?: string; children: ReactNode }) {
  const mark = useMark(path)
  return (
    <Field label={label} hint={mark.hint ? <span className="text-warn">{mark.hint}</span> : hint} error={mark.error} className={className}>
      {children}
    </Field>
  )
}

/** One line of text of the file. */
export function Text({ path, label, hint, className, onText, ...rest }: Omit<ComponentProps<'input'>, 'onChange'> & { path: string; label: string; hint?: ReactNode; onText: (text: string) => void }) {
  return (
    <Marked path={path} label={label} hint={hint} className={className}>
      <Input {...rest} onChange={(e) => onText(e.target.value)} />
    </Marked>
  )
}
