import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../../lib/money'
import { buttonClass } from '../../../ui/Button'
import { StatusDot } from '../../../ui/Marks'
import { Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { useUnit } from '../../comparison/offers/Cells'
import { factsQuery, type Definition, type Item } from '../queries'

/** What it costs and how many there are; both are changed in the grid, where all prices are. */
export function Facts({ company, item }: { company: string; item: Item }) {
  const t = useTranslations('item')
  const lang = useLocale()
  const word = useUnit()
  const { data, error, refetch } = useQuery(factsQuery(company, item.id))
  return (
    <Section
      title={t('facts')}
      actions={
        <Link to="/c/$company/items" params={{ company }} search={{ view: 'grid', q: item.sku, state: item.state === 'active' ? undefined : item.state }} className={buttonClass('quiet')}>
          {t('factsChange')}
        </Link>
      }
    >
      {error && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={2} className="p-0" />
      ) : (
        <dl className="grid gap-2">
          <div className="flex flex-wrap justify-between gap-x-3">
            <dt className="text-ink2">{t('price')}</dt>
            <dd className="num text-right">
              {data?.price ? (
                <>
                  <span className="text-total font-strong">{formatUnitPrice(lang, data.price)}</span> <span className="text-ink2">/ {word(item.unit)}</span>
                </>
              ) : (
                t('noPrice')
              )}
            </dd>
          </div>
          {data?.price?.breaks?.map((b) => (
            <div key={b.from} className="flex flex-wrap justify-between gap-x-3">
              <dt className="num text-ink2">{t('from', { quantity: formatNumber(lang, b.from), unit: word(item.unit) })}</dt>
              <dd className="num">{formatUnitPrice(lang, { amount: b.amount, currency: data.price?.currency ?? 'CNY' })}</dd>
            </div>
          ))}
          {data?.price && data.promotion && (
            <div className="flex flex-wrap justify-between gap-x-3">
              <dt className="text-ink2">{t('promotion')}</dt>
              <dd className="min-w-0 wrap-anywhere">{data.promotion}</dd>
            </div>
          )}
          <div className="flex flex-wrap justify-between gap-x-3">
            <dt className="text-ink2">{t('stock')}</dt>
            <dd className="num text-right">
              {data?.stock === undefined ? t('noStock') : `${formatNumber(lang, data.stock)} ${word(item.unit)}`}
              {data?.stock_as_of && <span className="block text-small text-ink2">{t('asOf', { at: formatInstant(data.stock_as_of, deviceZone) })}</span>}
            </dd>
          </div>
        </dl>
      )}
    </Section>
  )
}

/** The other items of the family, by what they differ in. */
export function Variants({ company, item, definitions }: { company: string; item: Item; definitions: readonly Definition[] }) {
  const t = useTranslations('item')
  const word = useUnit()
  if (!item.family) return null
  const axis = (key: string) => definitions.find((d) => d.key === key)?.name ?? key
  const said = (values: Item['attributes'], key: string) => {
    const a = values.find((x) => x.key === key)
    return a ? `${a.value}${a.unit ? ` ${word(a.unit)}` : ''}` : '–'
  }
  const rows = [{ id: item.id as string, sku: item.sku, state: item.state, values: item.attributes, self: true }, ...item.variants.map((v) => ({ id: v.item as string, sku: v.sku, state: v.state, values: v.values, self: false }))]
  return (
    <Section
      title={t('variants')}
      note={item.family}
      actions={
        item.variants.length > 0 && (
          <Link to="/c/$company/items" params={{ company }} search={{ family: item.family, state: 'all' }} className={buttonClass('quiet')}>
            {t('variantsAll')}
          </Link>
        )
      }
    >
      {item.variants.length === 0 ? (
        <p className="text-ink2">{t('noVariants')}</p>
      ) : (
        // A wide table scrolls by itself and by the keyboard; the page never does.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div role="region" aria-label={t('variants')} tabIndex={0} className="-m-4 overflow-x-auto">
          <table className="w-full">
            <thead className="text-small text-ink2">
              <tr className="border-b border-line">
                <th scope="col" className="h-10 px-4 text-left font-normal">
                  {t('sku')}
                </th>
                {item.axes.map((a) => (
                  <th key={a} scope="col" className="px-2 text-left font-normal">
                    {axis(a)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((r) => (
                <tr key={r.id} aria-current={r.self || undefined} className="border-b border-line last:border-0">
                  <th scope="row" className="num px-4 py-2 text-left font-normal">
                    {r.self ? (
                      <span className="font-strong">{r.sku}</span>
                    ) : (
                      <Link to="/c/$company/items/$item" params={{ company, item: r.id }} className="py-1 text-accent underline underline-offset-2">
                        {r.sku}
                      </Link>
                    )}
                    {r.state === 'withdrawn' && (
                      <span className="block">
                        <StatusDot kind="off">{t('withdrawn')}</StatusDot>
                      </span>
                    )}
                  </th>
                  {item.axes.map((a) => (
                    <td key={a} className="px-2 py-2">
                      {said(r.values, a)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
