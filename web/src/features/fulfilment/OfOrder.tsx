import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Truck } from 'lucide-react'
import { useState } from 'react'
import { newKey } from '../../lib/api'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { Button } from '../../ui/Button'
import { Field, Input, TextArea } from '../../ui/Field'
import { Dialog } from '../../ui/lazy'
import { Section } from '../../ui/Page'
import { ErrorState, Refusal, Skeleton } from '../../ui/States'
import { Stepper } from '../../ui/Stepper'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Details, detailsOf, nothingSaid } from './Details'
import { Cases, Parcels, ShipmentState } from './Parts'
import { closeLines, deliveryQuery, ship, type Delivery, type OpenLine, type Side } from './queries'

const card = 'max-tablet:rounded-none max-tablet:border-x-0 print:hidden'

/** What of each line ships now, and whether the rest of it comes at all. */
function ShipDialog({ company, delivery, onClose }: { company: string; delivery: Delivery; onClose: () => void }) {
  const t = useTranslations('fulfilment.ship')
  const lang = useLocale()
  const unit = useUnit()
  const lines = delivery.lines.filter((l) => l.ships)
  const [much, setMuch] = useState<Record<number, number>>(() => Object.fromEntries(lines.map((l) => [l.line, Number(l.open)])))
  const [weight, setWeight] = useState<Record<number, string>>({})
  const [ends, setEnds] = useState<readonly number[]>([])
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState(nothingSaid)
  const [name] = useState(newKey)
  const deed = useDeed()
  const ships = lines.filter((l) => (much[l.line] ?? 0) > 0)
  const rest = (l: OpenLine) => Number((Number(l.open) - (much[l.line] ?? 0)).toFixed(6))
  const closing = lines.filter((l) => ends.includes(l.line) && rest(l) > 0).map((l) => l.line)
  const send = () =>
    void deed.run(async () => {
      if (ships.length === 0) await closeLines(company, delivery.order, closing, reason.trim())
      else
        await ship(
          company, delivery.order,
          { ...detailsOf(said), lines: ships.map((l) => ({ line: l.line, quantity: String(much[l.line]), weight: (l.catch_weight && weight[l.line]?.trim()) || undefined })), close: closing, reason: reason.trim() || undefined },
          name,
        )
      toast(ships.length === 0 ? t('closed') : t('done', { count: ships.length }))
      onClose()
    })
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('title')}
      actions={
        <Button kind="primary" icon={<Truck aria-hidden />} busy={deed.busy} disabled={ships.length + closing.length === 0 || (closing.length > 0 && !reason.trim())} onClick={send}>
          {ships.length > 0 ? t('do', { count: ships.length }) : t('close')}
        </Button>
      }
    >
      <ul className="mb-4 grid gap-4">
        {lines.map((l) => (
          <li key={l.line} className="grid gap-2 border-b border-line pb-3">
            <span className="flex items-start justify-between gap-3">
              <span className="grid min-w-0">
                <span className="font-strong wrap-anywhere">{l.name}</span>
                <span className="num text-small text-ink2">
                  {l.sku} · {t('open', { quantity: `${formatNumber(lang, l.open)} ${unit(l.unit)}` })}
                </span>
              </span>
              <Stepper label={t('quantityOf', { name: l.name })} value={much[l.line] ?? 0} max={Number(l.open)} decimals={6} onChange={(v) => setMuch({ ...much, [l.line]: v })} />
            </span>
            {l.catch_weight && (
              <Field label={t('weight', { unit: unit(l.unit) })} required={false}>
                <Input inputMode="decimal" value={weight[l.line] ?? ''} onChange={(e) => setWeight({ ...weight, [l.line]: e.target.value })} className="num" />
              </Field>
            )}
            {rest(l) > 0 && (
              <label className="flex items-center gap-2">
                <input type="checkbox" checked={ends.includes(l.line)} onChange={(e) => setEnds(e.target.checked ? [...ends, l.line] : ends.filter((n) => n !== l.line))} />
                {t('ends', { quantity: `${formatNumber(lang, String(rest(l)))} ${unit(l.unit)}` })}
              </label>
            )}
          </li>
        ))}
      </ul>
      {closing.length > 0 && (
        <Field label={t('reason')} required className="mb-4">
          <TextArea rows={2} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
      )}
      <Details said={said} onChange={setSaid} />
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}

/** What was shipped of an order, what is open, and what is wrong with it: part of the order's page on both sides. */
export function OfOrder({ company, side, order, may }: { company: string; side: Side; order: string; may: boolean }) {
  const t = useTranslations('fulfilment')
  const { data, error, refetch } = useQuery(deliveryQuery(side, company, order))
  const [shipping, setShipping] = useState(false)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={3} />
  const open = data.lines.filter((l) => l.ships)
  if (data.shipments.length === 0 && (side === 'buyer' || open.length === 0)) return null
  return (
    <>
      <Section
        title={t('delivery')}
        className={card}
        actions={
          side === 'supplier' && may && open.length > 0 ? (
            <Button kind="primary" icon={<Truck aria-hidden />} onClick={() => setShipping(true)}>
              {t('ship.open_dialog', { count: open.length })}
            </Button>
          ) : undefined
        }
      >
        {data.shipments.length === 0 ? (
          <p className="text-ink2">{t('nothingYet')}</p>
        ) : (
          <ul className="-m-4">
            {data.shipments.map((s) => (
              <li key={s.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0">
                <span className="grid min-w-0 gap-0.5">
                  {side === 'buyer' ? (
                    <Link to="/orders/$" params={{ _splat: `shipments/${s.id}` }} className="num font-strong wrap-anywhere underline">
                      {s.number}
                    </Link>
                  ) : (
                    <Link to="/c/$company/orders/$" params={{ company, _splat: `shipments/${s.id}` }} className="num font-strong wrap-anywhere underline">
                      {s.number}
                    </Link>
                  )}
                  <span className="num text-small text-ink2">{formatInstant(s.shipped_at, deviceZone)}</span>
                  <Parcels of={s} />
                </span>
                <ShipmentState of={s} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {data.cases.length > 0 && (
        <Section title={t('casesTitle', { count: data.cases.length })} className={card}>
          <Cases company={company} side={side} cases={data.cases} may={may} />
        </Section>
      )}
      {shipping && <ShipDialog company={company} delivery={data} onClose={() => setShipping(false)} />}
    </>
  )
}
