import { Plus, X } from 'lucide-react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { useUnit } from '../../comparison/offers/Cells'
import { below, chain, costs, decimalOf, free, over, ratioOf, withLevel, withoutLevel, type Of, type PackDraft, type Ratio } from '../packs'
import type { Facts, Level } from '../queries'
import { packUnits, useUnitOptions } from '../units'
import type { ItemForm } from './useItemForm'

type Price = NonNullable<Facts['price']>

/** A quotient as people read it; one that has no end is said to be rounded. */
function useFigure() {
  const lang = useLocale()
  return (r: Ratio) => {
    const { text, exact } = decimalOf(r)
    return `${exact ? '' : '≈ '}${formatNumber(lang, text)}`
  }
}

/** "1 case = 12 inner = 144 pieces", while it is typed. */
function Sentence({ packs, level, unit }: { packs: readonly PackDraft[]; level: Level; unit: string }) {
  const t = useTranslations('item')
  const figure = useFigure()
  const word = useUnit()
  const name = (of: Of) => (of === 'unit' ? word(unit) : t(`in.${of}`))
  const parts = chain(packs, level)
  if (parts.length === 0) return <span className="text-ink2">{t('packOpen')}</span>
  return (
    <span className="num font-strong">
      1 {t(`in.${level}`)} {parts.map(({ of, count }) => `= ${figure(count)} ${name(of)}`).join(' ')}
    </span>
  )
}

/** What the pack costs at the list price, and what one of the item's unit costs in it where a quantity break reaches. */
function Cost({ packs, level, price, unit }: { packs: readonly PackDraft[]; level: Level; price: Price; unit: string }) {
  const t = useTranslations('item')
  const lang = useLocale()
  const word = useUnit()
  const size = chain(packs, level).at(-1)?.count
  if (!size) return null
  // A pack that reaches a break is bought at that price.
  const reached = (price.breaks ?? []).filter((b) => {
    const from = ratioOf(b.from)
    return from && over(size, from).above >= over(size, from).below
  })
  const amount = reached.at(-1)?.amount ?? price.amount
  const whole = costs(packs, level, amount)
  if (!whole) return null
  const { currency } = price
  return (
    <span className="num text-small text-ink2">
      {t('packCost', { pack: formatMoney(lang, { amount: decimalOf(whole).text, currency }), unit: formatUnitPrice(lang, { amount, currency }), of: word(unit) })}
      {reached.length > 0 && ` · ${t('breakReached')}`}
    </span>
  )
}

function Row({ item, pack, price, writable }: { item: ItemForm; pack: PackDraft; price: Price | undefined; writable: boolean }) {
  const t = useTranslations('item')
  const word = useUnit()
  const { packs, unit } = item.draft
  const kinds = useUnitOptions(packUnits, pack.unit)
  const { error } = item.form
  const at = `/packs/${pack.level}`
  const set = (change: Partial<PackDraft>, field: string) => item.set({ packs: packs.map((p) => (p.level === pack.level ? { ...p, ...change } : p)) }, `${at}/${field}`)
  const usual = '-'
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 className="font-strong">{t(`level.${pack.level}`)}</h3>
        <Sentence packs={packs} level={pack.level} unit={unit} />
        {writable && <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('packDrop', { level: t(`level.${pack.level}`) })} onClick={() => item.set({ packs: withoutLevel(packs, pack.level) })} className="ml-auto" />}
      </div>
      {price && <Cost packs={packs} level={pack.level} price={price} unit={unit} />}
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)_7rem]">
        <Field label={t('packCount')} error={error(`${at}/contains`)}>
          <Input value={pack.count} readOnly={!writable} inputMode="decimal" autoComplete="off" className="num text-right" onChange={(e) => set({ count: e.target.value }, 'contains')} />
        </Field>
        <Field label={t('packOf')}>
          <Select value={pack.of} disabled={!writable} onChange={(of) => set({ of }, 'contains')} options={below(packs, pack.level).map((of) => ({ value: of, label: of === 'unit' ? word(unit) : t(`in.${of}`) }))} />
        </Field>
        <Field label={t('packUnit')} error={error(`${at}/unit`)}>
          <Select value={pack.unit || usual} disabled={!writable} onChange={(u) => set({ unit: u === usual ? '' : u }, 'unit')} options={[{ value: usual, label: t('packUsual') }, ...kinds]} />
        </Field>
        <Field label={t('packGtin')} error={error(`${at}/gtin`)}>
          <Input value={pack.gtin} readOnly={!writable} inputMode="numeric" autoComplete="off" className="num" onChange={(e) => set({ gtin: e.target.value }, 'gtin')} />
        </Field>
        <Field label={t('packWeight')} error={error(`${at}/gross_weight`)}>
          <Input value={pack.gross_weight} readOnly={!writable} inputMode="decimal" autoComplete="off" className="num text-right" onChange={(e) => set({ gross_weight: e.target.value }, 'gross_weight')} />
        </Field>
      </div>
    </li>
  )
}

/** Each, inner, case, pallet: what holds how many of what, and what that costs. */
export function Packs({ item, price, writable }: { item: ItemForm; price: Price | undefined; writable: boolean }) {
  const t = useTranslations('item')
  const { packs } = item.draft
  return (
    <Section title={t('packs')} note={t('packsNote')}>
      <div className="-m-4">
        {packs.length === 0 && <p className="px-4 pt-4 text-ink2">{t('noPacks')}</p>}
        <ul aria-label={t('packs')}>
          {packs.map((p) => (
            <Row key={p.level} item={item} pack={p} price={price} writable={writable} />
          ))}
        </ul>
        {writable && free(packs).length > 0 && (
          <div className="flex flex-wrap gap-2 p-4">
            {free(packs).map((level) => (
              <Button key={level} icon={<Plus aria-hidden />} onClick={() => item.set({ packs: withLevel(packs, level) })}>
                {t(`level.${level}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Section>
  )
}
