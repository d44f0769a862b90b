import { Link } from '@tanstack/react-router'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Section } from '../../../ui/Page'
import type { DisclosureEntry } from '../supplierQueries'

type Props = { company: string; entries: readonly DisclosureEntry[]; more: boolean; busy: boolean; onMore: () => void; /** With the buyer, where the log is of more than one. */ withBuyer?: boolean }

/** Price lists that left: who took them, how many rows, and the mark they carry. */
export function LogTable({ company, entries, more, busy, onMore, withBuyer }: Props) {
  const t = useTranslations('notices')
  const lang = useLocale()
  const columns: Column<DisclosureEntry>[] = [
    { key: 'kind', title: t('log.kind'), main: true, cell: (e) => t(`log.kinds.${e.kind}`) },
    ...(withBuyer
      ? [{
          key: 'buyer', title: t('buyer'),
          cell: (e: DisclosureEntry) => (
            <Link to="/c/$company/applications/$buyer" params={{ company, buyer: e.buyer.id }} className="text-accent underline wrap-anywhere">
              {e.buyer.name}
            </Link>
          ),
        }]
      : []),
    { key: 'who', title: t('log.who'), cell: (e) => <span className="wrap-anywhere">{e.who}</span> },
    { key: 'rows', title: t('log.rows'), num: true, cell: (e) => formatNumber(lang, e.rows) },
    { key: 'mark', title: t('log.mark'), cell: (e) => <span className="num wrap-anywhere">{e.mark || '–'}</span> },
    { key: 'at', title: t('log.at'), num: true, cell: (e) => formatInstant(e.at, deviceZone) },
  ]
  return (
    <>
      <DataTable label={t('log.title')} columns={columns} rows={entries} rowKey={(e) => e.id} empty={<p className="p-4 text-ink2">{t('log.none')}</p>} />
      {entries.length > 0 && <LoadMore shown={entries.length} more={more} busy={busy} onMore={onMore} />}
    </>
  )
}

export function Log(props: Props) {
  const t = useTranslations('notices')
  return (
    <Section title={t('log.title')} note={t('log.note')}>
      <div className="-m-4">
        <LogTable {...props} />
      </div>
    </Section>
  )
}
