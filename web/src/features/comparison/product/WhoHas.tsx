import { Link } from '@tanstack/react-router'
import { Check, CircleHelp, Pencil } from 'lucide-react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../../lib/money'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Seal } from '../../../ui/Marks'
import { WhyPrice } from '../../pricing/receipt/WhyPrice'
import { Item, Lead, Stock, useUnit } from '../offers/Cells'
import { Cost } from './Cost'
import type { Shows } from '../offers/queries'
import { keyOf, refOf, type PerUnit, type Product, type ProductOffer } from './queries'

type Row = ProductOffer & { name: string; shows: Shows; asked: boolean }

const exact = (lang: Parameters<typeof formatNumber>[0], number: string) => (number.includes('/') ? number : formatNumber(lang, number))

/** How many base units one sold unit holds, and how that is known. */
function Holds({ offer, per }: { offer: ProductOffer; per: PerUnit }) {
  const t = useTranslations('product.holds')
  const lang = useLocale()
  const unit = useUnit()
  if (per.source === 'unit' && per.holds === '1') return null
  return <>{t(per.source, { unit: unit(offer.offer.unit), holds: exact(lang, per.holds), base: unit(per.unit) })}</>
}

/** The cheapest is said in words and by a sign; the colour comes on top. What rests on a guess says that first. */
function Best({ best }: { best: NonNullable<ProductOffer['best']> }) {
  const t = useTranslations('product.best')
  return best === 'certain' ? (
    <span className="inline-flex items-center gap-1 rounded-small bg-best px-1 text-small font-strong text-best-ink">
      <Check aria-hidden />
      {t('certain')}
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 rounded-small bg-warn-bg px-1 text-small text-warn">
      <CircleHelp aria-hidden />
      {t('guess')}
    </span>
  )
}

function PerUnitCell({ row, onMend }: { row: Row; onMend?: (offer: ProductOffer) => void }) {
  const t = useTranslations('product')
  const lang = useLocale()
  const unit = useUnit()
  const { per_unit: per, best } = row
  return (
    <span className="grid justify-items-end gap-0.5">
      {per ? (
        <>
          <span>
            <span className="font-strong">
              {per.guess && <span aria-hidden>≈ </span>}
              {formatUnitPrice(lang, per)}
            </span>{' '}
            <span className="text-small text-ink2">/ {unit(per.unit)}</span>
          </span>
          {best && <Best best={best} />}
          <span className={per.guess ? 'max-w-56 text-small whitespace-normal text-warn' : 'max-w-56 text-small whitespace-normal text-ink2'}>
            <Holds offer={row} per={per} />
          </span>
        </>
      ) : (
        <span className="max-w-48 text-small whitespace-normal text-ink2">{row.offer.price ? t('notComparable') : '–'}</span>
      )}
      {onMend && row.offer.price && (!per || per.source !== 'unit' || per.guess) && (
        <button type="button" className="inline-flex min-h-8 items-center gap-1 text-small text-accent underline underline-offset-2 in-data-[density=touch]:min-h-control print:hidden" onClick={() => onMend(row)}>
          <Pencil aria-hidden />
          {t('mend')}
          <span className="sr-only"> {row.offer.name}</span>
        </button>
      )}
    </span>
  )
}

/** Every supplier's offer of the product, side by side. */
export function WhoHas({ company, product, onMend }: { company: string; product: Product; onMend?: (offer: ProductOffer) => void }) {
  const t = useTranslations('product')
  const to = useTranslations('offers')
  const unit = useUnit()
  const rows = product.offers.flatMap((offer): Row[] => {
    const of = product.suppliers.find((s) => s.supplier === offer.supplier)
    return of ? [{ ...offer, name: of.name, shows: of.shows, asked: offer.supplier === product.supplier && offer.offer.item === product.item }] : []
  })
  const columns: Column<Row>[] = [
    {
      key: 'supplier', title: to('supplier'), main: true,
      cell: ({ supplier, name, asked }) => (
        <span className="grid justify-items-start gap-0.5">
          <Link to="/suppliers/$supplier" params={{ supplier }} search={{ tab: 'offers' }} className="group inline-flex min-w-0 items-center gap-2 py-1 text-ink no-underline">
            <Seal name={name} filled />
            <span className="min-w-0 wrap-anywhere underline decoration-line underline-offset-4 group-hover:decoration-current">{name}</span>
          </Link>
          {asked && rows.length > 1 && <span className="text-small font-normal text-ink2">{t('asked')}</span>}
        </span>
      ),
    },
    { key: 'item', title: to('item'), bare: true, cell: ({ offer }) => <Item offer={offer} /> },
    { key: 'perUnit', title: product.base_unit ? t('per', { unit: unit(product.base_unit) }) : t('perUnit'), num: true, cell: (row) => <PerUnitCell row={row} onMend={onMend} /> },
    {
      key: 'price', title: to('price'), num: true,
      cell: ({ supplier, offer, shows }) => (
        <span className="grid justify-items-end gap-0.5">
          <Cost offer={offer} shows={shows} />
          {offer.price && <WhyPrice of={{ view: 'buyer', company, supplier, item: offer.item }} name={offer.name} />}
        </span>
      ),
    },
    { key: 'stock', title: to('stockTitle'), num: true, cell: ({ offer, shows }) => <Stock offer={offer} shows={shows} /> },
    { key: 'lead', title: to('lead'), num: true, cell: ({ offer, shows }) => <Lead offer={offer} shows={shows} /> },
    { key: 'since', title: t('since'), num: true, cell: ({ priced_at }) => (priced_at ? dayOf(priced_at, deviceZone) : <span className="text-small text-ink2">{t('sinceUnknown')}</span>) },
  ]
  return <DataTable label={t('whoHas')} columns={columns} rows={rows} rowKey={(r) => keyOf(refOf(r))} />
}
