import { useState, type ReactNode } from 'react'
import { newKey } from '../../lib/api'
import { deviceZone, formatDay, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { Section } from '../../ui/Page'
import { Refusal } from '../../ui/States'
import { useUnit } from '../comparison/offers/Cells'
import { WhyPrice } from '../pricing/receipt/WhyPrice'
import { Sums } from './Figures'
import { write, type Event, type Line, type Order, type Side } from './queries'
import { Due, LineStateMark } from './States'

const card = 'max-tablet:rounded-none max-tablet:border-x-0 print:hidden'

function Fact({ title, children }: { title: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div className="flex gap-3 py-1.5">
      <dt className="w-28 flex-none text-ink2">{title}</dt>
      <dd className="min-w-0 wrap-anywhere whitespace-pre-line">{children}</dd>
    </div>
  )
}

/** How it is paid, in words; empty where nothing is agreed. */
export function usePayment() {
  const t = useTranslations('ordering.terms')
  return ({ terms: { payment, payment_days: days = 0 } }: Order) => {
    const known = (['prepaid', 'on_delivery', 'days', 'month_end'] as const).find((p) => p === payment)
    return known ? t(known, { days }) : ''
  }
}

/** What an order is about besides its lines, and what it comes to. */
export function About({ order, side }: { order: Order; side: Side }) {
  const t = useTranslations('ordering.about')
  const lang = useLocale()
  const payment = usePayment()
  const { summary: s } = order
  return (
    <Section title={t('title')} className={card}>
      <dl className="-my-1.5">
        <Fact title={t('number')}>
          <span className="num">{s.number}</span>
        </Fact>
        <Fact title={t('reference')}>{s.reference}</Fact>
        {side === 'supplier' && <Fact title={t('customer')}>{s.customer_code}</Fact>}
        <Fact title={t('at')}>
          <span className="num">{formatInstant(s.created_at, deviceZone)}</span> · {s.person}
        </Fact>
        <Fact title={t('neededBy')}>{order.needed_by && formatDay(lang, order.needed_by, 'UTC')}</Fact>
        <Fact title={t('payment')}>{payment(order)}</Fact>
        <Fact title={t('note')}>{order.note}</Fact>
      </dl>
      <div className="mt-4 border-t border-line pt-3">
        <Sums currency={s.currency} figures={{ ...order, total: s.total }} />
      </div>
    </Section>
  )
}

/** What was asked with a line: the day it is needed by, and a word. */
export function LineWishes({ line }: { line: Line }) {
  const t = useTranslations('ordering.about')
  const lang = useLocale()
  return (
    <>
      {line.needed_by && (
        <span className="text-small font-normal text-warn">
          {t('neededBy')} {formatDay(lang, line.needed_by, 'UTC')}
        </span>
      )}
      {line.note && <span className="text-small font-normal wrap-anywhere">“{line.note}”</span>}
    </>
  )
}

/** What a line is: its name and numbers, what was asked with it, and why it was priced as it was. */
export function LineName({ line, company, order, side }: { line: Line; company: string; order: string; side: Side }) {
  return (
    <span className="grid min-w-0">
      <span className="font-strong wrap-anywhere">{line.name}</span>
      <span className="num text-small wrap-anywhere text-ink2">{[line.sku, line.brand, line.mpn].filter(Boolean).join(' · ')}</span>
      <LineWishes line={line} />
      <WhyPrice of={{ view: 'ordered', side, company, order, line: line.line }} name={line.name} className="justify-self-start" />
    </span>
  )
}

/** Where a line stands: its state, whose turn it is until when, what was promised, what was said with it. */
export function LineStanding({ line, side }: { line: Line; side: Side }) {
  const t = useTranslations('ordering')
  const lang = useLocale()
  return (
    <span className="grid content-start gap-0.5">
      <LineStateMark state={line.state} />
      {line.turn && (
        <span className="text-small text-ink2">
          {line.turn === side ? t('lineYours') : t(`lineTheirs.${side}`)}
          {line.due && (
            <>
              {' '}
              · <Due at={line.due} />
            </>
          )}
        </span>
      )}
      {line.promised_on && <span className="text-small text-ink2">{t('promised', { day: formatDay(lang, line.promised_on, 'UTC') })}</span>}
      {line.reason && line.state !== 'countered' && <span className="text-small wrap-anywhere text-ink2">“{line.reason}”</span>}
    </span>
  )
}

/** What both sides wrote, and the next word. */
export function Talk({ company, order, side, may }: { company: string; order: Order; side: Side; may: boolean }) {
  const t = useTranslations('ordering.talk')
  const [text, setText] = useState('')
  const [name, setName] = useState(newKey)
  const deed = useDeed()
  const send = () => {
    if (!text.trim()) return
    void deed.run(async () => {
      await write(side, company, order.summary.id, text.trim(), name)
      setText('')
      setName(newKey())
    })
  }
  return (
    <Section title={t('title')} className={card}>
      <div className="grid gap-4">
        {order.messages.length === 0 ? (
          <p className="text-ink2">{t(`none.${side}`)}</p>
        ) : (
          <ol className="grid gap-2">
            {order.messages.map((m) => (
              <li key={`${m.at} ${m.side}`} className={`grid max-w-[90%] gap-0.5 rounded-card px-3 py-2 ${m.side === side ? 'justify-self-end bg-best text-best-ink' : 'justify-self-start bg-sunk'}`}>
                <span className="wrap-anywhere whitespace-pre-line">{m.text}</span>
                <span className={`num text-caption ${m.side === side ? '' : 'text-ink2'}`}>
                  {m.side === side ? m.person : `${m.person} · ${side === 'buyer' ? order.summary.supplier.name : order.summary.buyer.name}`} · {formatInstant(m.at, deviceZone)}
                </span>
              </li>
            ))}
          </ol>
        )}
        {may && (
          <form
            className="grid gap-2"
            onSubmit={(e) => {
              e.preventDefault()
              send()
            }}
          >
            <Field label={t(`write.${side}`)}>
              <TextArea
                rows={2}
                maxLength={4000}
                value={text}
                onChange={(e) => setText(e.target.value)}
                onKeyDown={(e) => {
                  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) send()
                }}
              />
            </Field>
            <Refusal problem={deed.problem} />
            <Button type="submit" busy={deed.busy} disabled={!text.trim()} className="justify-self-end">
              {t('send')}
            </Button>
          </form>
        )}
      </div>
    </Section>
  )
}

/** What happened, the latest first. What was done with several lines at once is told once. */
export function Past({ order, side }: { order: Order; side: Side }) {
  const t = useTranslations('ordering.past')
  const lang = useLocale()
  const unit = useUnit()
  const names = new Map(order.lines.map((l) => [l.line, l]))
  const told = (e: Event) => {
    const line = e.line === undefined ? undefined : names.get(e.line)
    const parts = [
      e.quantity !== undefined && line && `${formatNumber(lang, e.quantity)} ${unit(line.unit)}`,
      e.price && formatUnitPrice(lang, e.price),
      e.promised_on && t('leaves', { day: formatDay(lang, e.promised_on, 'UTC') }),
    ]
    return [line?.name, parts.filter(Boolean).join(' · ')].filter(Boolean).join(': ')
  }
  const groups: { head: Event; lines: string[]; reason?: string }[] = []
  for (const e of order.events) {
    const last = groups.at(-1)
    if (last && last.head.at === e.at && last.head.act === e.act && last.head.side === e.side && last.reason === e.reason) last.lines.push(told(e))
    else groups.push({ head: e, lines: [told(e)], reason: e.reason })
  }
  return (
    <Section title={t('title')} className={card}>
      <ol className="-my-2 divide-y divide-line">
        {groups.toReversed().map(({ head, lines, reason }) => (
          <li key={`${head.at} ${head.act} ${lines[0]}`} className="grid gap-0.5 py-2">
            <span>
              <span className="font-strong">{t(`act.${head.act}`)}</span>
              <span className="text-ink2"> · {head.side === side ? t('we') : head.side === 'buyer' ? order.summary.buyer.name : order.summary.supplier.name}</span>
              <span className="text-ink2">{head.person ? ` · ${head.person}` : ` · ${t('rule')}`}</span>
            </span>
            <time dateTime={head.at} className="num text-small text-ink2">
              {formatInstant(head.at, deviceZone)}
            </time>
            {head.act !== 'submit' && lines.filter(Boolean).map((words) => <span key={words} className="num text-small wrap-anywhere">{words}</span>)}
            {reason && <span className="text-small wrap-anywhere">“{reason}”</span>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
