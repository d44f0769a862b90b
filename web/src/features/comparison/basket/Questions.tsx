import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Pick } from '../product/Pick'
import type { Ref } from '../product/queries'

/** What a line could mean, the best guess first; where it has been bought before, with what that costs now. */
export type Candidate = Ref & { supplier_name: string; sku: string; name: string; price?: string }
/** What is asked: what a line means, or whether what has changed since it was bought is taken. */
export type Asks = 'which' | 'gone' | 'elsewhere' | 'dearer'
export type Question = { key: string; text: string; asks: Asks; /** What is to be known for the answer. */ about?: string; candidates: readonly Candidate[] }
/** One of the candidates, or none of them: the line stays as it is. */
export type Reply = { key: string; ref: Ref }

type OneProps = { first: boolean; company: string; question: Question; choice: number; onChoose: (choice: number) => void; onAccept: () => void; onMean: (ref: Ref) => void; onLeave: (by: 1 | -1) => void; onRemove: () => void }

function One({ first, company, question: { key, text, asks, about, candidates }, choice, onChoose, onAccept, onMean, onLeave, onRemove }: OneProps) {
  const t = useTranslations('basket.questions')
  const name = useId()
  const onKey = (e: KeyboardEvent<HTMLInputElement>, at: number) => {
    if (e.nativeEvent.isComposing) return
    const beyond = e.key === 'ArrowDown' && at === candidates.length - 1 ? 1 : e.key === 'ArrowUp' && at === 0 ? -1 : null
    if (e.key === 'Enter') onAccept()
    else if (beyond) onLeave(beyond)
    else return
    e.preventDefault()
  }
  return (
    <li data-question={key} className="border-b border-line py-3 last:border-0">
      <fieldset className="grid min-w-0 gap-1">
        <legend className="num max-w-full font-strong wrap-anywhere">{text}</legend>
        {about && <p className="num text-small text-warn">{about}</p>}
        {candidates.length === 0 && <p className="text-small text-warn">{t(asks === 'which' ? 'none' : 'noOther')}</p>}
        {candidates.map((c, i) => (
          <label key={`${c.supplier} ${c.item}`} className="flex min-h-control items-start gap-2 rounded-control px-1 py-1.5 has-checked:bg-best">
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- answering begins where the keyboard is */}
            <input type="radio" autoFocus={first && i === choice} name={name} aria-labelledby={`${name}-${i}`} checked={i === choice} onChange={() => onChoose(i)} onKeyDown={(e) => onKey(e, i)} className="mt-0.5 size-[1.25em] flex-none appearance-none rounded-full border border-control bg-surface checked:border-[.375em] checked:border-accent" />
            <span id={`${name}-${i}`} className="min-w-0">
              <span className="block wrap-anywhere">{c.name}</span>
              <span className="num block text-small wrap-anywhere text-ink2">{[c.supplier_name, c.sku, c.price].filter(Boolean).join(' · ')}</span>
            </span>
          </label>
        ))}
        <Pick company={company} label={t('other')} not={candidates} onPick={onMean} />
        <div className="flex gap-1">
          {candidates.length > 0 && (
            <Button kind="quiet" className="text-accent!" onClick={onAccept}>
              {t('accept')}
              <span className="sr-only"> {text}</span>
            </Button>
          )}
          <Button kind="quiet" onClick={onRemove}>
            {t('remove')}
            <span className="sr-only"> {text}</span>
          </Button>
        </div>
      </fieldset>
    </li>
  )
}

/** To what is chosen in a question, or to its first button. */
const focusOn = (list: HTMLElement | null, key: string) => {
  const question = list?.querySelector(`[data-question="${CSS.escape(key)}"]`)
  ;(question?.querySelector<HTMLElement>('input:checked') ?? question?.querySelector<HTMLElement>('button'))?.focus()
}

type Props = { company: string; questions: readonly Question[]; onAccept: (replies: Reply[]) => void; onRemove: (key: string) => void; onClose: () => void }

/** Lines that are not clear, one below the other. The best guess is chosen already: Enter accepts it and goes on to the next, arrows choose and go on. */
export function Questions({ company, questions, onAccept, onRemove, onClose }: Props) {
  const t = useTranslations('basket.questions')
  const list = useRef<HTMLUListElement>(null)
  const [choices, setChoices] = useState<Record<string, number>>({})
  /** The question that the keyboard goes to when another one has gone. */
  const next = useRef<string | null>(questions[0]?.key ?? null)
  useEffect(() => {
    if (questions.length === 0) return onClose()
    if (next.current) focusOn(list.current, next.current)
    next.current = null
  }, [questions, onClose])
  const replyOf = ({ key, candidates }: Question): Reply[] => {
    const c = candidates[choices[key] ?? 0]
    return c ? [{ key, ref: { supplier: c.supplier, item: c.item } }] : []
  }
  const goOn = (from: number) => {
    next.current = (questions[from + 1] ?? questions[from - 1])?.key ?? null
  }
  const clear = questions.filter((q) => q.candidates.length > 0)
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('title', { count: questions.length })}
      description={t('about')}
      actions={
        clear.length > 0 && (
          <Button kind="primary" onClick={() => onAccept(clear.flatMap(replyOf))}>
            {t('acceptAll', { count: clear.length })}
          </Button>
        )
      }
    >
      <ul ref={list} aria-label={t('list')} className="-my-3">
        {questions.map((q, i) => (
          <One
            key={q.key}
            first={i === 0}
            company={company}
            question={q}
            choice={choices[q.key] ?? 0}
            onChoose={(choice) => setChoices({ ...choices, [q.key]: choice })}
            onAccept={() => {
              goOn(i)
              onAccept(replyOf(q))
            }}
            onMean={(ref) => {
              goOn(i)
              onAccept([{ key: q.key, ref }])
            }}
            onLeave={(by) => focusOn(list.current, questions[i + by]?.key ?? '')}
            onRemove={() => {
              goOn(i)
              onRemove(q.key)
            }}
          />
        ))}
      </ul>
    </Dialog>
  )
}
