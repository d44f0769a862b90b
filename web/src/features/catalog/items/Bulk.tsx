import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { api, newKey, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import type { Job } from '../../job/progress'
import { askAgain, categoriesQuery, type BulkChange, type BulkOutcome, type BulkSet } from '../queries'
import { Suggested } from '../Suggested'
import { itemUnits, useUnitOptions } from '../units'

const settable = ['category', 'brand', 'family', 'unit', 'state'] as const
type Settable = (typeof settable)[number]

export type BulkProps = {
  company: string
  target: Pick<BulkChange, 'items' | 'filter'>
  count: number
  onClose: () => void
  onDone: () => void
  onJob: (job: Job) => void
  onUndo: (revision: string) => void
}

/** Those that the change does not fit, with the reason. */
function Flagged({ outcome }: { outcome: BulkOutcome }) {
  const t = useTranslations()
  return (
    <ul className="grid max-h-60 gap-1 overflow-y-auto">
      {outcome.problems.map((f) => (
        <li key={f.item} className="wrap-anywhere">
          <span className="num text-ink2">{f.sku}</span> {f.name} ·{' '}
          <span className="text-bad">{f.problems.map((p) => (t.has(`fault.field.${p.code}` as never) ? t(`fault.field.${p.code}` as never) : p.message)).join(' ')}</span>
        </li>
      ))}
    </ul>
  )
}

/** What would become of the items, before anything does. */
function Preview({ outcome, error, text }: { outcome: BulkOutcome | undefined; error: Error | null; text: (error: Error) => string }) {
  const t = useTranslations('items.bulk')
  return (
    <div role="status" className="grid gap-2 rounded-control border border-line bg-sunk px-3 py-2">
      {error ? (
        <p className="text-bad">{text(error)}</p>
      ) : !outcome ? (
        <p className="text-ink2">{t('counting')}</p>
      ) : (
        <>
          <p>{t('preview', { changed: outcome.changed, matched: outcome.matched })}</p>
          {outcome.unchanged > 0 && <p className="text-ink2">{t('unchanged', { count: outcome.unchanged })}</p>}
          {outcome.flagged > 0 && (
            <>
              <p className="text-warn">{t('flagged', { count: outcome.flagged })}</p>
              <Flagged outcome={outcome} />
            </>
          )}
        </>
      )}
    </div>
  )
}

/** One thing set in many items: shown before how many it changes, done at once, with a way back. */
export function Bulk({ company, target, count, onClose, onDone, onJob, onUndo }: BulkProps) {
  const t = useTranslations('items')
  const { text } = useProblemText()
  const id = useId()
  const deed = useDeed()
  const [what, setWhat] = useState<Settable>('category')
  const [value, setValue] = useState('')
  const [asked, setAsked] = useState<BulkSet>({ category: '' })
  const [key] = useState(newKey)
  const categories = useQuery(categoriesQuery(company))
  const units = useUnitOptions(itemUnits)
  const set: BulkSet = what === 'state' ? { state: value === 'withdrawn' ? 'withdrawn' : 'active' } : { [what]: value.trim() }
  const choose = (next: Settable) => {
    setWhat(next)
    setValue(next === 'unit' ? 'H87' : next === 'state' ? 'withdrawn' : '')
  }
  useEffect(() => {
    const timer = setTimeout(() => setAsked(set), 300)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- the set is made of these
  }, [what, value])
  const body = { ...target, set, expected: target.filter ? count : undefined }
  const preview = useQuery({
    // Not among what an event asks again: what was changed would be counted once more.
    queryKey: ['bulk', company, target, asked],
    staleTime: 0,
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/items/bulk', { params: { path: { company } }, body: { ...target, set: asked, dry_run: true }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const settled = JSON.stringify(asked) === JSON.stringify(set) && !preview.isPlaceholderData && !preview.isFetching
  const would = preview.data
  const change = () =>
    deed.run(async () => {
      const now = await ok(api.POST('/api/companies/{company}/items/bulk', { params: { path: { company }, header: { 'Idempotency-Key': key } }, body }))
      await askAgain(company)
      if (now.job) {
        await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
        onJob(now.job)
      } else {
        const { revision: done } = now
        toast(t('bulk.done', { count: now.changed }), done ? () => onUndo(done) : undefined)
      }
      onDone()
    })
  const words = (
    <Input
      value={value}
      maxLength={200}
      autoComplete="off"
      list={what === 'category' ? id : undefined}
      onChange={(e) => setValue(e.target.value)}
    />
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('bulk.title', { count })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={deed.busy} disabled={!settled || !would || (would.changed === 0 && !would.job && would.matched <= would.unchanged + would.flagged)} onClick={() => void change()}>
            {t('bulk.do', { count: settled && would ? would.changed || would.matched - would.unchanged - would.flagged : count })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t('bulk.what')}>
          <Select value={what} onChange={choose} options={settable.map((s) => ({ value: s, label: t(`bulk.field.${s}`) }))} />
        </Field>
        <Field label={t('bulk.to')} hint={what === 'unit' || what === 'state' ? undefined : t(`bulk.hint.${what}`)}>
          {what === 'unit' ? (
            <Select value={value} onChange={setValue} options={units} />
          ) : what === 'state' ? (
            <Segmented
              label={t('bulk.to')}
              value={value === 'withdrawn' ? 'withdrawn' : 'active'}
              onChange={setValue}
              options={[
                { value: 'active', label: t('active') },
                { value: 'withdrawn', label: t('withdrawn') },
              ]}
              className="justify-self-start"
            />
          ) : (
            words
          )}
        </Field>
        <Suggested id={id} values={categories.data?.items.map((c) => c.name) ?? []} />
        <Preview outcome={would} error={preview.error} text={(e) => text(toProblem(e))} />
      </div>
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}
