import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { mayOf, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { Dialog } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { toast } from '../../ui/Toast'
import { Refused } from '../identity/FormFoot'
import { given } from '../identity/check'
import { useForm } from '../identity/useForm'
import { askAgain, type Hold } from './queries'

type Decision = 'released' | 'refused'

/** Why a decision was made is kept for ever, so it is asked for. */
function Decide({ company, hold, as, onClose }: { company: string; hold: Hold; as: Decision; onClose: () => void }) {
  const t = useTranslations('credit.decide')
  const u = useTranslations('ui')
  const [reason, setReason] = useState('')
  const form = useForm({ '/reason': given(reason) }, async () => {
    await ok(api.POST('/api/companies/{company}/credit/holds/{order}', { params: { path: { company, order: hold.order } }, body: { decision: as, reason: reason.trim() } }))
    await askAgain(company)
    toast(t(`done.${as}`, { number: hold.number }))
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`title.${as}`, { number: hold.number })}
      description={t(`text.${as}`)}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind={as === 'released' ? 'primary' : 'danger'} type="submit" form="decide" busy={form.busy}>
            {t(as)}
          </Button>
        </>
      }
    >
      <form {...form.form} id="decide" className="grid gap-4">
        <Field label={t('reason')} hint={t(`hint.${as}`)} error={form.error('/reason')}>
          <TextArea
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(e) => {
              setReason(e.target.value)
              form.edited('/reason')
            }}
          />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** Orders that meet a hold, each with why and the two answers to it. */
export function HoldList({ seat, holds, named }: { seat: Seat; holds: readonly Hold[]; named?: boolean }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const company = seat.company.id
  const may = !mayOf(seat, 'credit.hold.decide').disabled
  const [open, setOpen] = useState<{ hold: Hold; as: Decision } | null>(null)
  return (
    <>
      <ul aria-label={t('holds')}>
        {holds.map((h) => (
          <li key={h.order} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0 tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_9rem_auto]">
            <span className="grid min-w-0">
              <Link to="/c/$company/orders/$" params={{ company, _splat: h.order }} className="font-strong wrap-anywhere">
                {named ? h.buyer_name : h.number}
              </Link>
              <span className="num text-small text-ink2">{named ? `${h.number} · ${formatInstant(h.since, deviceZone)}` : formatInstant(h.since, deviceZone)}</span>
            </span>
            <span className="grid gap-0.5 max-tablet:order-last max-tablet:col-span-full">
              <StatusDot kind={h.hold === 'hard' ? 'blocked' : 'warn'}>{t(`level.${h.hold}`)}</StatusDot>
              <span className="text-small text-ink2">{h.reasons.map((r) => t(`why.${r}`)).join(lang === 'en' ? '; ' : '；')}</span>
            </span>
            <span className="num text-right font-strong">{formatMoney(lang, { amount: h.amount, currency: h.currency })}</span>
            {may && (
              <span className="flex flex-wrap gap-2 max-tablet:order-last max-tablet:col-span-full">
                <Button aria-label={t('decide.releaseFor', { number: h.number })} onClick={() => setOpen({ hold: h, as: 'released' })}>
                  {t('decide.released')}
                </Button>
                <Button kind="quiet" aria-label={t('decide.refuseFor', { number: h.number })} onClick={() => setOpen({ hold: h, as: 'refused' })}>
                  {t('decide.refused')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && <Decide company={company} hold={open.hold} as={open.as} onClose={() => setOpen(null)} />}
    </>
  )
}
