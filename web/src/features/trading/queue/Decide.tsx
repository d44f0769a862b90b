import { useRef, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Field, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { decide, type Held, type RelationshipDetail } from '../supplierQueries'
import { Overtaken } from './Overtaken'
import { useDecision } from './useDecision'

export const wordActs = ['ask_more', 'reject', 'suspend', 'reopen', 'close'] as const
export type WordAct = (typeof wordActs)[number]

const templates = {
  ask_more: ['licence', 'tax', 'bank', 'volume', 'sites'],
  reject: ['territory', 'incomplete', 'trade', 'distributor', 'unknown'],
  suspend: ['overdue', 'reading', 'review'],
  close: ['ended', 'merged', 'inactive'],
  reopen: [],
} as const satisfies Record<WordAct, readonly string[]>

const least = 3
const most = { ask_more: 2000, reject: 500, suspend: 500, close: 500, reopen: 500 }

type Props = { company: string; buyer: string; held: Held<RelationshipDetail>; act: WordAct; onClose: () => void }

/** A decision that needs words the buyer reads. Templates put them there; they are changed freely. */
export function Decide({ company, buyer, held, act, onClose }: Props) {
  const t = useTranslations()
  const name = held.value.row.buyer.name
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const decision = useDecision(company, buyer, held, (now) => {
    const again = () => void decide(company, buyer, now.row.etag, { decision: 'reopen' }).catch(() => undefined)
    toast(t(`queue.done.${act}`, { buyer: name }), act === 'suspend' ? again : undefined)
    onClose()
  })
  const needed = act !== 'reopen'
  const short = needed && words.trim().length < least
  const possible = decision.possible(act)
  const send = () => {
    setAsked(true)
    if (short) return
    const text = words.trim() || undefined
    void decision.send(act === 'ask_more' ? { decision: act, question: text } : { decision: act, reason: text })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`queue.title_.${act}`, { buyer: name })}
      description={t(`queue.text.${act}`)}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind={act === 'ask_more' || act === 'reopen' ? 'primary' : 'danger'} busy={decision.busy} disabled={!possible} onClick={send}>
            {t(`queue.do.${act}`)}
          </Button>
        </>
      }
    >
      {decision.overtaken && <Overtaken now={decision.now} possible={possible} />}
      <form
        className="grid gap-3"
        onSubmit={(e) => {
          e.preventDefault()
          send()
        }}
      >
        {templates[act].length > 0 && (
          <Select
            aria-label={t('queue.templates')}
            value=""
            placeholder={t('queue.templates')}
            onChange={(key) => {
              setWords(t(`queue.template.${act as 'reject'}.${key as 'territory'}`))
              field.current?.focus()
            }}
            options={templates[act].map((key) => ({ value: key, label: t(`queue.template.${act as 'reject'}.${key as 'territory'}`) }))}
          />
        )}
        <Field
          label={act === 'ask_more' ? t('queue.question') : t('queue.reason')}
          required={needed ? undefined : false}
          hint={t('queue.buyerReads')}
          error={asked && short ? t('queue.short', { least }) : undefined}
        >
          <TextArea
            ref={field}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            rows={4}
            maxLength={most[act]}
            value={words}
            onChange={(e) => setWords(e.target.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) send()
            }}
          />
        </Field>
      </form>
      <Refusal problem={decision.problem} />
    </Dialog>
  )
}
