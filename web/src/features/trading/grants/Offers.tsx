import { useTranslations } from '../../../lib/i18n'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Item, Lead, Price, Stock } from '../../comparison/offers/Cells'
import { Hidden } from '../../comparison/offers/Hidden'
import type { Offer, OfferPage } from '../supplierQueries'

/** Offers drawn with the very pieces of the buyers' page, so that the supplier sees what they see. */
export function Offers({ items, shows }: { items: readonly Offer[]; shows: OfferPage['shows'] }) {
  const t = useTranslations('offers')
  const grants = useTranslations('grants')
  const columns: Column<Offer>[] = [{ key: 'item', title: t('item'), main: true, cell: (o) => <Item offer={o} category /> }]
  if (shows.price !== 'none') columns.push({ key: 'price', title: t('price'), num: true, cell: (o) => <Price offer={o} shows={shows} /> })
  if (shows.stock !== 'none') columns.push({ key: 'stock', title: t('stockTitle'), num: true, cell: (o) => <Stock offer={o} shows={shows} /> })
  if (shows.lead_time) columns.push({ key: 'lead', title: t('lead'), num: true, cell: (o) => <Lead offer={o} shows={shows} /> })
  return (
    <>
      <div className="px-4 pt-3 pb-1 empty:hidden">
        <Hidden shows={shows} />
      </div>
      <DataTable label={grants('preview')} columns={columns} rows={items} rowKey={(o) => o.item} empty={<p className="p-4 text-ink2">{shows.catalogue === 'none' ? grants('seen.nothing') : grants('seen.noItem')}</p>} />
    </>
  )
}
