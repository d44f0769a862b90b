import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { deviceZone, formatDay, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice, parseDecimal } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { availabilityQuery, type Answer, type Offer, type Promised, type Shows } from './queries'
import { symbols } from './symbols'

const units = [
  'C62', 'H87', 'EA', 'KGM', 'GRM', 'TNE', 'MTR', 'CMT', 'MMT', 'MTK', 'MTQ', 'LTR', 'MLT', 'PR', 'SET', 'KT', 'DZN', 'CEN', 'MIL', 'GRO', 'HUR', 'DAY', 'XBX', 'XCS', 'XCT', 'XPK', 'XPA', 'XRO', 'XRL', 'XBG', 'XBO', 'XCA', 'XDR', 'XPX', 'XPU', 'XBE',
] as const

/** The word of a unit, or its sign where it has no word; one without either is shown by its code. */
export function useUnit() {
  const t = useTranslations('trading.unit')
  return (code: string) => {
    const known = units.find((u) => u === code)
    return known ? t(known) : (symbols[code] ?? code)
  }
}

/** What a thing is: its name, under which numbers, and how it is sold. With its supplier, the name leads to its page. */
export function Item({ offer, category, supplier, name = offer.name }: { offer: Offer; category?: boolean; supplier?: string; name?: ReactNode }) {
  const t = useTranslations('offers')
  const lang = useLocale()
  const unit = useUnit()
  const numbers = [offer.sku, offer.brand, offer.mpn, offer.gtin, category ? offer.category : undefined].filter(Boolean).join(' · ')
  const plain = Number(offer.minimum) === 1 && Number(offer.multiple) === 1
  return (
    <span className="grid min-w-0 gap-0.5">
      {supplier ? (
        <Link to="/suppliers/$supplier/items/$item" params={{ supplier, item: offer.item }} className="py-0.5 wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
          {name}
        </Link>
      ) : (
        <span className="wrap-anywhere">{name}</span>
      )}
      <span className="num text-small font-normal wrap-anywhere text-ink2">{numbers}</span>
      {!plain && <span className="text-small font-normal text-ink2">{t('packing', { minimum: formatNumber(lang, offer.minimum), multiple: formatNumber(lang, offer.multiple), unit: unit(offer.unit) })}</span>}
      {offer.promotion && <span className="text-small font-normal text-best-ink">{t('promotion', { text: offer.promotion })}</span>}
      {offer.datasheet && (
        <a href={offer.datasheet} target="_blank" rel="noreferrer" className="justify-self-start text-small font-normal text-accent underline underline-offset-2 print:hidden">
          {t('datasheet')}
          <span className="sr-only"> {offer.name}</span>
        </a>
      )}
    </span>
  )
}

const Hidden = () => <span className="text-small whitespace-normal text-ink2">{useTranslations('offers')('hidden')}</span>
const None = ({ children }: { children: string }) => <span className="text-small whitespace-normal text-ink2">{children}</span>

/** The price as it is granted; what is hidden is said to be hidden, not to be missing. */
export function Price({ offer, shows }: { offer: Offer; shows: Shows }) {
  const t = useTranslations('offers')
  const lang = useLocale()
  const unit = useUnit()
  const { price } = offer
  if (!price) return shows.price === 'none' ? <Hidden /> : <None>{t('noPrice')}</None>
  const { currency } = price
  return (
    <span className="grid gap-0.5">
      <span>
        <span className="font-strong">{formatUnitPrice(lang, price)}</span> <span className="text-small text-ink2">/ {unit(offer.unit)}</span>
      </span>
      {offer.list_price && <span className="text-small text-ink2">{t('listPrice', { price: formatUnitPrice(lang, offer.list_price) })}</span>}
      {price.breaks?.map((b) => (
        <span key={b.from} className="text-small text-ink2">
          {t('from', { quantity: formatNumber(lang, b.from), price: formatUnitPrice(lang, { amount: b.amount, currency }) })}
        </span>
      ))}
    </span>
  )
}

/** When a quantity can be had, in words; nothing where what is granted says nothing. */
export function usePromise() {
  const t = useTranslations('offers.promise')
  const lang = useLocale()
  return (promise: Promised | undefined) => promise && t(promise.class, { day: promise.by ? formatDay(lang, promise.by, 'UTC') : '' })
}

/** Stock exactly as far as it is granted. */
export function Stock({ offer, shows }: { offer: Offer; shows: Shows }) {
  const t = useTranslations('offers.stock')
  const lang = useLocale()
  const unit = useUnit()
  const { stock } = offer
  if (!stock) return shows.stock === 'none' ? <Hidden /> : <None>{t('unknown')}</None>
  if (stock.class === 'yes') return <StatusDot kind="done">{t('yes')}</StatusDot>
  if (stock.class === 'no') return <StatusDot kind="off">{t('no')}</StatusDot>
  const figure = (quantity: string) => `${formatNumber(lang, quantity)} ${unit(offer.unit)}`
  if (stock.class === 'band') {
    const floor = stock.floor ?? '0'
    return Number(floor) > 0 ? <StatusDot kind="part">{t('band', { floor: figure(floor) })}</StatusDot> : <StatusDot kind="waiting">{t('below')}</StatusDot>
  }
  const exact = stock.exact ?? '0'
  return (
    <span className="grid justify-items-end gap-0.5">
      <StatusDot kind={Number(exact) > 0 ? 'done' : 'off'}>{figure(exact)}</StatusDot>
      {stock.as_of && <span className="text-small whitespace-nowrap text-ink2">{t('asOf', { at: formatInstant(stock.as_of, deviceZone) })}</span>}
    </span>
  )
}

export function Lead({ offer, shows }: { offer: Offer; shows: Shows }) {
  const t = useTranslations('offers')
  const promised = usePromise()(offer.promise)
  const days = offer.lead_days !== undefined ? <span>{t('days', { days: offer.lead_days })}</span> : shows.lead_time ? <None>{t('noLead')}</None> : <Hidden />
  return (
    <span className="grid justify-items-end gap-0.5">
      {days}
      {promised && <span className="max-w-40 text-small whitespace-normal text-ink2">{promised}</span>}
    </span>
  )
}

const kinds: Record<Answer['answer'], StatusKind> = { available: 'done', short: 'blocked', subject_to_confirmation: 'warn', not_offered: 'off' }

/** The question of one line: can I have so many? Asked while typing, answered from what the supplier shows and nothing else. */
export function Availability({ company, supplier, offer, epoch }: { company: string; supplier: string; offer: Offer; epoch: number }) {
  const t = useTranslations('offers.availability')
  const lang = useLocale()
  const unit = useUnit()
  const { text } = useProblemText()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const plain = parseDecimal(typed)
  const good = plain !== null && Number(plain) > 0
  useEffect(() => {
    const timer = setTimeout(() => setAsked(good ? (plain ?? '') : ''), 350)
    return () => clearTimeout(timer)
  }, [good, plain])
  const { data, error } = useQuery({ ...availabilityQuery(company, supplier, offer.item, asked, epoch), retry: false })
  const promised = usePromise()(data?.promise)
  const under = good && Number(plain) < Number(offer.minimum)
  return (
    <span className="grid gap-1 max-tablet:justify-items-end print:hidden">
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('label', { item: offer.name })}
        aria-invalid={typed !== '' && !good ? true : undefined}
        placeholder={formatNumber(lang, offer.minimum)}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.nativeEvent.isComposing) setAsked(good ? (plain ?? '') : '')
        }}
        className="box num w-24 px-2 text-right"
      />
      <span aria-live="polite" className="grid gap-0.5 text-small whitespace-normal empty:hidden">
        {data && asked && (
          <StatusDot kind={kinds[data.answer]}>{data.answer === 'short' && data.exact !== undefined ? t('shortOf', { exact: `${formatNumber(lang, data.exact)} ${unit(offer.unit)}` }) : t(data.answer)}</StatusDot>
        )}
        {data && asked && data.answer !== 'available' && promised && <span className="max-w-40 text-ink2">{promised}</span>}
        {error && asked && <span className="text-bad">{text(toProblem(error))}</span>}
        {under && <span className="text-warn">{t('under', { minimum: formatNumber(lang, offer.minimum) })}</span>}
        {typed !== '' && !good && <span className="text-bad">{t('noNumber')}</span>}
      </span>
    </span>
  )
}
