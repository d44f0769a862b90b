import { useState } from 'react'
import type { Job } from '../../job/progress'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { Field, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { askAgain, type CustomerRow } from '../supplierQueries'
import { useDeed } from '../../../lib/useDeed'
import type { BulkAct } from './acts'
import { undoing, type BulkChange, type BulkOutcome, type Chosen } from './bulk'
import { changeMany } from './changeMany'
import { GroupSelect, RegionPick, SalespersonSelect } from './pickers'


type Props = {
  company: string
  act: BulkAct
  chosen: Chosen
  count: number
  /** The chosen ones as they were, where they are known; without them there is no way back. */
  rows: readonly CustomerRow[] | null
  onClose: () => void
  onDone: () => void
  onJob: (job: Job) => void
}

/** Those that were left as they were, with the reason. */
function Skipped({ outcome }: { outcome: BulkOutcome }) {
  const t = useTranslations('customers')
  return (
    <div className="grid gap-2">
      <p>{t('bulk.partly', { changed: outcome.changed, matched: outcome.matched })}</p>
      <ul className="grid gap-1">
        {outcome.skipped.map((s) => (
          <li key={s.customer.id} className="wrap-anywhere">
            <span className="num text-ink2">{s.customer.code}</span> {s.customer.name} · <span className="text-bad">{s.message}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** One act on many customers: done at once, with a way back; what could not be changed is named. */
export function Bulk({ company, act, chosen, count, rows, onClose, onDone, onJob }: Props) {
  const t = useTranslations()
  const lang = useLocale()
  const deed = useDeed()
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [channel, setChannel] = useState<'mail' | 'sms'>('mail')
  const [approve, setApprove] = useState(true)
  const [again, setAgain] = useState(false)
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)

  const invite = async () => {
    const job = await ok(api.POST('/api/companies/{company}/customers/invitations', { params: { path: { company } }, body: { ...chosen, channel, approve, again, locale: lang } }))
    await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    onJob(job)
    onDone()
  }
  const change = async () => {
    const body: BulkChange = {
      ...chosen,
      action: act as BulkChange['action'],
      ...(act === 'set_group' && { group: value }),
      ...(act === 'set_region' && { region: value }),
      ...(act === 'set_salesperson' && { salesperson: value }),
      ...(act === 'block' && { reason: reason.trim() || undefined }),
    }
    const now = await changeMany(company, body)
    const done = rows?.filter((r) => !now.skipped.some((s) => s.customer.id === r.id)) ?? []
    const back = done.length === now.changed ? undoing(body, done) : []
    toast(t('customers.bulk.done', { count: now.changed }), back.length > 0 ? () => void Promise.all(back.map((b) => changeMany(company, b))).catch(() => askAgain(company)) : undefined)
    if (now.skipped.length > 0) setOutcome(now)
    else onDone()
  }
  const send = () => void deed.run(act === 'invite' ? invite : change)
  return (
    <Dialog
      open
      onClose={outcome ? onDone : onClose}
      title={t(`customers.bulk.title.${act}`, { count })}
      description={outcome ? undefined : act === 'block' ? t('customers.bulk.blockText') : act === 'invite' ? t('customers.bulk.inviteText') : undefined}
      actions={
        outcome ? (
          <Button kind="primary" onClick={onDone}>
            {t('ui.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button kind={act === 'block' ? 'danger' : 'primary'} busy={deed.busy} onClick={send}>
              {t(`customers.bulk.do.${act}`, { count })}
            </Button>
          </>
        )
      }
    >
      {outcome ? (
        <Skipped outcome={outcome} />
      ) : (
        <div className="grid gap-3">
          {act === 'set_group' && (
            <Field label={t('customers.group')}>
              <GroupSelect company={company} value={value} onChange={setValue} empty={t('customers.noGroup')} />
            </Field>
          )}
          {act === 'set_salesperson' && (
            <Field label={t('customers.salesperson')}>
              <SalespersonSelect company={company} value={value} onChange={setValue} empty={t('customers.nobody')} />
            </Field>
          )}
          {act === 'set_region' && (
            <Field label={t('customers.region')}>
              <RegionPick value={value} onChange={setValue} placeholder={t('customers.noRegion')} />
            </Field>
          )}
          {act === 'block' && (
            <Field label={t('customers.blockReason')} required={false} hint={t('customers.onlyYou')}>
              <TextArea maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
            </Field>
          )}
          {act === 'invite' && (
            <>
              <RadioGroup
                legend={t('customers.bulk.channel')}
                name="channel"
                value={channel}
                onChange={setChannel}
                options={[
                  { value: 'mail', label: t('customers.bulk.mail') },
                  { value: 'sms', label: t('customers.bulk.sms') },
                ]}
              />
              <div>
                <Checkbox checked={approve} onChange={setApprove} hint={t('customers.bulk.approveHint')}>
                  {t('customers.bulk.approve')}
                </Checkbox>
              </div>
              <div>
                <Checkbox checked={again} onChange={setAgain}>
                  {t('customers.bulk.again')}
                </Checkbox>
              </div>
            </>
          )}
        </div>
      )}
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}
