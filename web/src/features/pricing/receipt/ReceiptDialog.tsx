import { useQuery } from '@tanstack/react-query'
import { Download, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice, type Money } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/lazy'
import { ErrorState, Skeleton } from '../../../ui/States'
import { useUnit } from '../../comparison/offers/Cells'
import { receiptQuery, type Of, type Price, type Receipt, type Signed } from './queries'

/** The file that `hub receipt verify` reads: exactly what was signed. */
function save(signed: Signed) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(signed, null, 1)], { type: 'application/json' }))
  link.download = `receipt-${signed.receipt.item.sku}-${signed.receipt.issued_at.slice(0, 10)}.json`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')
  link.click()
  URL.revokeObjectURL(link.href)
}

function Line({ name, note, children, strong }: { name: ReactNode; note?: ReactNode; children: ReactNode; strong?: boolean }) {
  return (
    <li className={strong ? 'border-t border-ink py-2 font-strong' : 'border-t border-line py-2 first:border-t-0'}>
      <span className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 wrap-anywhere">{name}</span>
        <span className="num flex-none text-right">{children}</span>
      </span>
      {note && <span className="block text-small font-normal text-ink2">{note}</span>}
    </li>
  )
}

function usePriceName() {
  const t = useTranslations('receipt')
  return (p: Price | undefined) => (p ? (p.name ? t('named', { kind: t(`kind.${p.kind}`), name: p.name }) : t(`kind.${p.kind}`)) : '–')
}

/** Step by step, in words: from the list to what is paid. */
function Steps({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const lang = useLocale()
  const unit = useUnit()(receipt.item.unit)
  const nameOf = usePriceName()
  const { result, facts, line, extras, total, ask } = receipt
  const won = facts.prices[result.from]
  const list = receipt.view === 'buyer' ? facts.prices.find((p, i) => i !== result.from && p.kind === 'base') : undefined
  const each = (m: Money) => t('each', { price: formatUnitPrice(lang, m), unit })
  const number = (n: string) => formatNumber(lang, n)
  return (
    <ol className="grid">
      {list && <Line name={t('listPrice')}>{each(list.unit)}</Line>}
      {result.steps.map((s, i) => (
        <Line
          key={s.code}
          name={
            s.code === 'price' ? nameOf(won)
            : s.code === 'basis' ? t('step.basis', { basis: t(`basis.${won?.rule?.basis ?? 'base'}`), list: nameOf(won) })
            : s.code === 'percent' ? t('step.percent', { percent: number(s.value), less: s.value.startsWith('-') ? 'yes' : 'no' })
            : s.code === 'break' ? t('step.break', { quantity: number(s.value), unit })
            : s.code === 'tax' ? t('step.tax', { percent: number(s.value) })
            : s.code === 'round' ? t('step.round', { step: number(s.value), ending: number(won?.rounding?.ending ?? '0') })
            : t(`step.${s.code}`)
          }
          note={i === 0 && won?.until ? t('until', { at: formatInstant(won.until, deviceZone) }) : undefined}
        >
          {each(s.unit)}
        </Line>
      ))}
      <Line name={t('line', { quantity: number(ask.quantity), unit })} note={result.next && t('next', { quantity: number(result.next.from), unit, price: formatUnitPrice(lang, result.next.unit) })}>
        {formatMoney(lang, line.net)}
      </Line>
      {extras.map((e, i) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={i} name={t('named', { kind: t(`extra.${e.kind}`), name: e.name })}>
          {formatMoney(lang, e.amount)}
        </Line>
      ))}
      <Line strong name={t('total')} note={line.gross && line.tax && t('withTax', { gross: formatMoney(lang, line.gross), tax: formatMoney(lang, line.tax) })}>
        {formatMoney(lang, total)}
      </Line>
    </ol>
  )
}

/** What only the supplier sees: cost, margin, and why the other prices were not taken. */
function Inside({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const lang = useLocale()
  const nameOf = usePriceName()
  const { facts, result, margin } = receipt
  if (receipt.view === 'buyer') return null
  return (
    <>
      <h3 className="mt-4 font-strong">{t('inside')}</h3>
      <ul>
        {facts.cost ? <Line name={t('cost')}>{formatUnitPrice(lang, facts.cost)}</Line> : <li className="py-2 text-ink2">{t('noCost')}</li>}
        {margin && (
          <Line name={t('margin')} note={facts.policy.floor && t('floor', { percent: formatNumber(lang, facts.policy.floor) })}>
            {formatUnitPrice(lang, margin.unit)} · {t('percent', { percent: formatNumber(lang, margin.percent) })}
          </Line>
        )}
      </ul>
      {result.not.length > 0 && (
        <>
          <h3 className="mt-4 font-strong">{t('others')}</h3>
          <ul>
            {result.not.map((n) => (
              <Line key={n.price} name={nameOf(facts.prices[n.price])} note={t(`reason.${n.reason}`)}>
                {n.unit ? formatUnitPrice(lang, n.unit) : '–'}
              </Line>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Foot({ signed }: { signed: Signed }) {
  const t = useTranslations('receipt')
  const lang = useLocale()
  const { receipt, signature } = signed
  return (
    <div className="mt-4 grid gap-1 border-t border-line pt-3 text-small text-ink2">
      <p>{t('how', { precedence: receipt.facts.policy.precedence === 'best' ? 'best' : 'priority' })}</p>
      {receipt.facts.rates?.map((r) => (
        <p key={r.currency}>{t('rate', { rate: formatNumber(lang, r.per_eur), currency: r.currency, day: r.day.slice(0, 10) })}</p>
      ))}
      <p>{t('issued', { at: formatInstant(receipt.issued_at, deviceZone), rules: String(receipt.rules) })}</p>
      <p>
        {t('signed')} <span className="num">{signature.kid}</span>
      </p>
    </div>
  )
}

/** Why a price is what it is; to read, to keep, to print. */
export function ReceiptDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const t = useTranslations('receipt')
  const asked = useQuery(receiptQuery(of))
  const signed = asked.data
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('title')}
      description={signed && [signed.receipt.item.name, signed.receipt.supplier.name, signed.receipt.buyer?.name].filter(Boolean).join(' · ')}
      actions={
        signed && (
          <>
            <Button icon={<Printer aria-hidden />} onClick={() => window.print()}>
              {t('print')}
            </Button>
            <Button icon={<Download aria-hidden />} onClick={() => save(signed)}>
              {t('download')}
            </Button>
          </>
        )
      }
    >
      {asked.isPending && <Skeleton lines={6} />}
      {asked.isError && <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />}
      {signed && (
        <>
          <Steps receipt={signed.receipt} />
          <Inside receipt={signed.receipt} />
          <Foot signed={signed} />
        </>
      )}
    </Dialog>
  )
}
