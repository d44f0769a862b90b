import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api, ok } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { usePasted } from '../../../lib/usePasted'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { FileDrop } from '../../../ui/FileDrop'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { askAgain, importPages, type Import } from '../supplierQueries'
import { useDeed } from '../../../lib/useDeed'

const largest = 50 * 1024 * 1024
const dots: Record<Import['state'], StatusKind> = { staged: 'warn', running: 'part', done: 'done', cancelled: 'off' }

/** A list that is brought: dropped, chosen, or pasted anywhere on the page. */
export function Page() {
  const t = useTranslations('imports')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const navigate = useNavigate()
  const deed = useDeed()
  const list = useInfiniteQuery(importPages(company))
  const write = mayOf(seat, 'trading.customer.write')
  const open = write.shown && !write.disabled

  const bring = (file: Blob, name: string) =>
    void deed.run(async () => {
      const staged = await ok(
        api.POST('/api/companies/{company}/customer-imports', {
          params: { path: { company }, query: { name } },
          // The client sends a Blob as it is; the contract calls it a text.
          body: file as unknown as string,
          headers: { 'Content-Type': file.type || 'application/octet-stream' },
        }),
      )
      void askAgain(company)
      await navigate({ to: '/c/$company/customers/imports/$import', params: { company, import: staged.id } })
    })
  usePasted(open, t('pastedName'), bring)

  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns: Column<Import>[] = [
    {
      key: 'name', title: t('file'), main: true,
      cell: (i) => (
        <Link to="/c/$company/customers/imports/$import" params={{ company, import: i.id }} data-row={i.id} className="font-strong text-ink wrap-anywhere">
          {i.file_name}
        </Link>
      ),
    },
    { key: 'state', title: t('state'), cell: (i) => <StatusDot kind={i.counts.flagged > 0 && i.state === 'done' ? 'warn' : dots[i.state]}>{t(`states.${i.state}`)}</StatusDot> },
    { key: 'rows', title: t('rowsIn'), num: true, cell: (i) => formatNumber(lang, i.counts.rows_in) },
    { key: 'created', title: t('created'), num: true, cell: (i) => formatNumber(lang, i.counts.created) },
    { key: 'merged', title: t('merged'), num: true, cell: (i) => formatNumber(lang, i.counts.merged) },
    { key: 'flagged', title: t('flagged'), num: true, cell: (i) => <span className={i.counts.flagged > 0 ? 'font-strong text-warn' : undefined}>{formatNumber(lang, i.counts.flagged)}</span> },
    { key: 'by', title: t('by'), deskOnly: true, cell: (i) => i.created_by ?? '–' },
    { key: 'at', title: t('at'), num: true, cell: (i) => formatInstant(i.created_at, deviceZone) },
  ]
  return (
    <>
      <PageHeader title={t('title')}>
        <SubPlaces seat={seat} of="customers" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        {write.shown && (
          <div className="max-w-3xl">
            {open ? (
              <FileDrop label={deed.busy ? t('reading') : t('drop')} hint={t('dropHint')} accept=".csv,.tsv,.txt,.xlsx" maxSize={largest} onFiles={([file]) => file && bring(file, file.name)} />
            ) : (
              <p className="text-ink2">{t('stopped')}</p>
            )}
            <Refusal problem={deed.problem} />
          </div>
        )}
        <Section title={t('earlier')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
          <div className="-m-4">
            {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
            {list.isPending && <Skeleton lines={4} />}
            {list.data && <DataTable label={t('earlier')} columns={columns} rows={rows} rowKey={(i) => i.id} empty={<p className="p-4 text-ink2">{t('none')}</p>} />}
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        </Section>
      </div>
    </>
  )
}
