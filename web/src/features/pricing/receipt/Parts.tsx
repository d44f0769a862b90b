import { Download, Printer } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice, type Money } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { useUnit } from '../../comparison/offers/Cells'
import type { Price, Receipt, Signed } from './queries'

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
  const { result, facts, line, extras, total, ask, order, converted, tax, compared } = receipt
  const won = facts.prices[result.from]
  const list = receipt.view === 'buyer' ? facts.prices.find((p, i) => i !== result.from && p.kind === 'base') : undefined
  const each = (m: Money) => t('each', { price: formatUnitPrice(lang, m), unit })
  const number = (n: string) => formatNumber(lang, n)
  /** Of what whole an extra is a share, where more than this line is in the order. */
  const shareOf = (kind: 'freight' | 'fee') => {
    const whole = order?.result[kind]
    return order && whole && order.lines.length > 1 ? t('shareOf', { whole: formatMoney(lang, whole), lines: String(order.lines.length) }) : undefined
  }
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
      {converted && <Line name={t('converted', { currency: converted.currency })}>{formatMoney(lang, converted)}</Line>}
      {extras.map((e, i) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={i} name={e.kind === 'promotion' ? t('named', { kind: t('extra.promotion'), name: e.name }) : e.kind === 'freight' ? t(`freight.${e.name as 'flat'}`) : t('extra.fee')} note={e.kind === 'promotion' ? undefined : shareOf(e.kind)}>
          {formatMoney(lang, e.amount)}
        </Line>
      ))}
      {order?.result.freight_unknown && <Line name={t('extra.freight')}>{t('unknown')}</Line>}
      <Line strong name={t('total')} note={order ? undefined : line.gross && line.tax && t('withTax', { gross: formatMoney(lang, line.gross), tax: formatMoney(lang, line.tax) })}>
        {formatMoney(lang, total)}
      </Line>
      {tax && <Line name={t('taxOnGoods')}>{formatMoney(lang, tax)}</Line>}
      {compared && <Line name={t('compared')}>{formatMoney(lang, compared)}</Line>}
    </ol>
  )
}

/** What only the supplier sees: cost, margin, and why the other prices were not taken. */
function Inside({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt')
  const lang = useLocale()
  const nameOf = usePriceName()
  const { facts, result, margin, left, order } = receipt
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
        {left && (
          <Line name={t('left')} note={t('leftNote', { cost: formatMoney(lang, left.cost) })}>
            {formatMoney(lang, left.amount)} · {t('percent', { percent: formatNumber(lang, left.percent) })}
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
      {order?.result.not && order.result.not.length > 0 && (
        <>
          <h3 className="mt-4 font-strong">{t('notApplied')}</h3>
          <ul>
            {order.result.not.map((n) => (
              <Line key={n.promotion} name={n.name}>
                <span className="text-small text-ink2">{t.has(`promotion.${n.reason}` as never) ? t(`promotion.${n.reason}` as never) : n.reason}</span>
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
      {receipt.order && receipt.order.lines.length > 1 && <p>{t('basket', { lines: String(receipt.order.lines.length), supplier: receipt.supplier.name })}</p>}
      {receipt.order?.stated ? <p>{t('stated')}</p> : receipt.order?.bounded && <p>{t('bounded')}</p>}
      <p>{t('how', { precedence: receipt.facts.policy.precedence === 'best' ? 'best' : 'priority' })}</p>
      {(receipt.order?.rates ?? receipt.facts.rates)?.map((r) => (
        <p key={r.currency}>{t('rate', { rate: formatNumber(lang, r.per_eur), currency: r.currency, day: r.day.slice(0, 10) })}</p>
      ))}
      <p>{t('issued', { at: formatInstant(receipt.issued_at, deviceZone), rules: String(receipt.rules) })}</p>
      <p>
        {t('signed')} <span className="num">{signature.kid}</span>
      </p>
    </div>
  )
}

/** What it is of, and for whom. */
export const headOf = ({ receipt }: Signed) => [receipt.item.name, receipt.item.sku, receipt.supplier.name, receipt.buyer?.name].filter(Boolean).join(' · ')

/** All of a receipt: the way to the price, what only its supplier sees, and what it rests on. */
export function Whole({ signed }: { signed: Signed }) {
  return (
    <>
      <Steps receipt={signed.receipt} />
      <Inside receipt={signed.receipt} />
      <Foot signed={signed} />
    </>
  )
}

/** A receipt alone on its page. */
function Paper({ signed, onDone }: { signed: Signed; onDone: () => void }) {
  const t = useTranslations('receipt')
  useEffect(() => {
    addEventListener('afterprint', onDone)
    print()
    return () => removeEventListener('afterprint', onDone)
    // oxlint-disable-next-line react/exhaustive-deps -- printed once, when it appears
  }, [])
  return createPortal(
    <div data-paper className="hidden print:block">
      <h1 className="text-h2 font-strong">{t('title')}</h1>
      <p className="mb-3">{headOf(signed)}</p>
      <Whole signed={signed} />
    </div>,
    document.body,
  )
}

/** To print it and to keep it. */
export function Deeds({ signed }: { signed: Signed }) {
  const t = useTranslations('receipt')
  const [printing, setPrinting] = useState(false)
  return (
    <>
      <Button icon={<Printer aria-hidden />} onClick={() => setPrinting(true)}>
        {t('print')}
      </Button>
      <Button icon={<Download aria-hidden />} onClick={() => save(signed)}>
        {t('download')}
      </Button>
      {printing && <Paper signed={signed} onDone={() => setPrinting(false)} />}
    </>
  )
}
