import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, parseDecimal } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import type { Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Checkbox } from '../../ui/Choice'
import { DataTable, type Column } from '../../ui/DataTable'
import { Field, Input } from '../../ui/Field'
import { Section } from '../../ui/Page'
import { Refusal } from '../../ui/States'
import { CustomerPick, GroupSelect, type Picked } from '../trading/customers/pickers'
import { groupsQuery } from '../trading/supplierQueries'
import { Chips, ItemPick } from './Pick'
import type { Basket, NamedItem, Outcome, Rule } from './queries'
import { usePromotionWords } from './words'

type Line = { item: NamedItem; quantity: string }

function Shown({ outcome: o, items }: { outcome: Outcome; items: readonly NamedItem[] }) {
  const t = useTranslations('promotion')
  const lang = useLocale()
  const words = usePromotionWords([...items, ...o.lines.map((l) => ({ id: l.item, sku: l.sku, name: l.name }))])
  const money = (amount: string) => formatMoney(lang, { amount, currency: o.currency })
  const off = (amount: string) => (Number(amount) > 0 ? `−${money(amount)}` : money(amount))
  const columns: Column<Outcome['lines'][number]>[] = [
    { key: 'line', title: t('outcome.line'), main: true, cell: (l) => <span className="wrap-anywhere">{l.name}</span> },
    { key: 'quantity', title: t('quantity'), num: true, cell: (l) => formatNumber(lang, l.quantity) },
    { key: 'before', title: t('outcome.before'), num: true, cell: (l) => money(l.before) },
    { key: 'off', title: t('outcome.off'), num: true, cell: (l) => off((Number(l.before) - Number(l.after)).toFixed(4)) },
    { key: 'after', title: t('outcome.after'), num: true, cell: (l) => <span className="font-strong">{money(l.after)}</span> },
  ]
  return (
    <div aria-live="polite" className="grid gap-4">
      <DataTable label={t('preview')} columns={columns} rows={o.lines} rowKey={(l) => l.item} />
      <p className="num text-right">
        {t('outcome.total')}: {money(o.before)} {Number(o.saving) > 0 && off(o.saving)} = <strong className="text-h2">{money(o.after)}</strong>
        {Number(o.freight) > 0 && ` + ${t('outcome.freight')} ${money(o.freight)}`}
      </p>
      {o.left_out.length > 0 && <p className="text-ink2">{t('outcome.leftOut', { count: o.left_out.length, currency: o.currency })}</p>}
      <div className="grid gap-2">
        <h3 className="font-strong">{t('outcome.applied')}</h3>
        {o.applied.length === 0 && <p className="text-ink2">{t('outcome.nothing')}</p>}
        <ul className="grid gap-2">
          {o.applied.map((a) => (
            <li key={a.promotion} className="grid gap-0.5">
              <span className="flex flex-wrap justify-between gap-x-3">
                <span className="min-w-0 font-strong wrap-anywhere">{a.name}</span>
                <span className="num">{a.gift ? t('say.given', { count: formatNumber(lang, a.gift.quantity), item: words.item(a.gift.item) }) : off(a.saving)}</span>
              </span>
              {(Number(a.brand) > 0 || Number(a.hub) > 0) && <span className="num text-small text-ink2">{t('outcome.pays', { supplier: money(a.supplier), brand: money(a.brand), hub: money(a.hub) })}</span>}
              {a.next && <span className="text-small text-best-ink">{words.gap(a.next, o.currency)}</span>}
            </li>
          ))}
        </ul>
        <p className="text-small text-ink2">{o.proven ? t('outcome.proven') : t('outcome.unproven', { amount: money(o.at_most_better) })}</p>
      </div>
      {o.not_applied.length > 0 && (
        <div className="grid gap-2">
          <h3 className="font-strong">{t('outcome.not')}</h3>
          <ul className="grid gap-2">
            {o.not_applied.map((n) => (
              <li key={n.promotion}>
                <span className="font-strong wrap-anywhere">{n.name}</span> <span className="text-ink2">{t(`reason.${n.reason}`, { by: n.by.join(t('say.comma')) })}</span>
                {n.gap && <span className="block text-small text-best-ink">{words.gap(n.gap, o.currency)}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** Whole days as typed; what is none is not told. */
function days(text: string) {
  const n = Number(parseDecimal(text) ?? Number.NaN)
  return Number.isInteger(n) && n >= 0 && n <= 36500 ? n : undefined
}

/** What the promotion that is being written, with all that run now, would do to a basket of somebody. */
export function Preview({ seat, id, rule, items }: { seat: Seat; id?: string; rule: Rule; items: readonly NamedItem[] }) {
  const t = useTranslations('promotion')
  const company = seat.company.id
  const [lines, setLines] = useState<Line[]>([])
  const [picked, setPicked] = useState<NamedItem | null>(null)
  const [quantity, setQuantity] = useState('10')
  const [customer, setCustomer] = useState<Picked | null>(null)
  const [group, setGroup] = useState('')
  const [first, setFirst] = useState(false)
  const [away, setAway] = useState('')
  const [freight, setFreight] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { busy, problem, run } = useDeed()
  const groups = useQuery(groupsQuery(company)).data?.items ?? []
  const reckon = (now: readonly Line[]) =>
    run(async () => {
      const body: Basket = {
        lines: now.map((l) => ({ item: l.item.id, quantity: l.quantity })), draft: rule, replaces: id as Basket['replaces'], customer: customer?.id as Basket['customer'], group: customer ? undefined : ((group || undefined) as Basket['group']),
        ...(customer ? {} : { first_order: first, days_since_order: first ? undefined : days(away) }), freight: parseDecimal(freight) ?? undefined,
      }
      setOutcome(await ok(api.POST('/api/companies/{company}/promotions/preview', { params: { path: { company } }, body })))
    })
  const add = () => {
    const n = parseDecimal(quantity)
    if (!picked || !n || Number(n) <= 0) return
    const next = [...lines.filter((l) => l.item.id !== picked.id), { item: picked, quantity: n }]
    setLines(next)
    setPicked(null)
    void reckon(next)
  }
  const drop = (item: string) => {
    const next = lines.filter((l) => l.item.id !== item)
    setLines(next)
    if (next.length > 0) void reckon(next)
    else setOutcome(null)
  }
  return (
    <Section title={t('preview')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-4">
        <p className="text-small text-ink2">{t('previewNote')}</p>
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] items-end gap-2">
          <Field label={t('items')}>
            <ItemPick key={lines.length} company={company} value={picked} onChange={setPicked} label={t('items')} />
          </Field>
          <Field label={t('quantity')}>
            <Input inputMode="decimal" className="num" value={quantity} onChange={(e) => setQuantity(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && !e.nativeEvent.isComposing && add()} />
          </Field>
          <Button icon={<Plus aria-hidden />} className="col-span-2 justify-self-start" disabled={!picked} onClick={add}>
            {t('addLine')}
          </Button>
        </div>
        <Chips names={lines.map((l) => ({ id: l.item.id, name: `${l.quantity} × ${l.item.name}` }))} onRemove={drop} />
        <div className="grid gap-3 tablet:grid-cols-2">
          {seat.permissions.includes('trading.customer.read') && (
            <Field label={t('customer')} required={false}>
              <CustomerPick company={company} value={customer} onChange={setCustomer} label={t('customer')} />
            </Field>
          )}
          {!customer && groups.length > 0 && (
            <Field label={t('group')} required={false}>
              <GroupSelect company={company} value={group} onChange={setGroup} empty={t('groupNone')} label={t('group')} />
            </Field>
          )}
          <Field label={t('freight')} required={false}>
            <Input inputMode="decimal" className="num" value={freight} onChange={(e) => setFreight(e.target.value)} />
          </Field>
        </div>
        {customer ? (
          <p className="text-small text-ink2">{t('ofCustomer')}</p>
        ) : (
          <div className="grid gap-3">
            <Checkbox checked={first} onChange={setFirst}>
              {t('firstOrder')}
            </Checkbox>
            {!first && (
              <Field label={t('daysSince')} hint={t('daysSinceHint')} required={false}>
                <Input inputMode="numeric" className="num" value={away} onChange={(e) => setAway(e.target.value)} />
              </Field>
            )}
          </div>
        )}
        {lines.length > 0 ? (
          <Button kind="primary" busy={busy} className="justify-self-start" onClick={() => void reckon(lines)}>
            {t('reckon')}
          </Button>
        ) : (
          <p className="text-ink2">{t('emptyBasket')}</p>
        )}
        <Refusal problem={problem} />
        {outcome && <Shown outcome={outcome} items={items} />}
      </div>
    </Section>
  )
}
