import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Page'
import { countryItem } from '../../identity/countries'
import type { components } from '../../../api/trading.gen'

type Reading = components['schemas']['Reading']
type Day = Reading['days'][number]

/** What a buyer read in the last thirty days: figures, never which items. */
export function Reading({ reading, name }: { reading: Reading; name: string }) {
  const t = useTranslations('notices')
  const lang = useLocale()
  const most = Math.max(1, ...reading.days.map((d) => d.items))
  const columns: Column<Day>[] = [
    { key: 'day', title: t('reading.day'), main: true, cell: (d) => <span className="num">{d.day}</span> },
    {
      key: 'items', title: t('reading.items'), num: true,
      cell: (d) => (
        <span className="flex items-center justify-end gap-2">
          <span aria-hidden className="h-1.5 rounded-full bg-accent" style={{ width: `${(d.items / most) * 6}rem` }} />
          {formatNumber(lang, d.items)}
        </span>
      ),
    },
    { key: 'requests', title: t('reading.requests'), num: true, cell: (d) => formatNumber(lang, d.requests) },
    { key: 'devices', title: t('reading.devices'), num: true, cell: (d) => formatNumber(lang, d.devices) },
    { key: 'networks', title: t('reading.networks'), num: true, deskOnly: true, cell: (d) => formatNumber(lang, d.networks) },
    { key: 'countries', title: t('reading.countries'), cell: (d) => d.countries.map((c) => countryItem(lang, c).label).join(t('comma')) || '–' },
  ]
  return (
    <Section title={t('reading.title')} note={t('reading.share', { items: reading.items, catalogue: reading.catalogue })}>
      <div className="-m-4">
        <DataTable label={t('reading.title')} columns={columns} rows={reading.days} rowKey={(d) => d.day} empty={<p className="p-4 text-ink2">{t('reading.none', { name })}</p>} />
      </div>
    </Section>
  )
}
