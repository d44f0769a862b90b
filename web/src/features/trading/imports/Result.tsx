import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Sum } from '../../../ui/Sum'
import { Mend, type MendLine } from '../../job/Mend'
import { useWhy } from '../../job/why'
import { download } from '../../job/queries'
import { askAgain, importLines, type Import, type ImportField, type ImportLine } from '../supplierQueries'
import { fields } from './layout'

/** Rows in = created + merged + flagged + left out: nothing is lost, and one can see that. */
export function Figures({ counts }: { counts: Import['counts'] }) {
  const t = useTranslations('imports')
  return (
    <Sum
      label={t('figures')}
      total={{ n: counts.rows_in, word: t('rowsIn') }}
      parts={[
        { n: counts.created, word: t('created'), tone: 'text-best-ink' },
        { n: counts.merged, word: t('merged') },
        { n: counts.flagged, word: t('flagged'), tone: counts.flagged > 0 ? 'text-warn' : '' },
        ...(counts.dropped > 0 ? [{ n: counts.dropped, word: t('dropped') }] : []),
        ...(counts.waiting > 0 ? [{ n: counts.waiting, word: t('waiting') }] : []),
      ]}
    />
  )
}

const lineOf = (l: ImportLine): MendLine => ({
  line: l.line, problems: l.problems, cells: Object.fromEntries(l.cells.map((c) => [c.field, c.value])), settled: l.outcome === 'flagged' ? undefined : '', dropped: l.outcome === 'dropped',
})

/** The lines that were not taken, mended where they stand and tried again. */
export function Flagged({ seat, now }: { seat: Seat; now: Import }) {
  const t = useTranslations('imports')
  const company = seat.company.id
  const list = useInfiniteQuery(importLines(company, now.id, 'flagged'))
  const words = useWhy('imports')
  const write = mayOf(seat, 'trading.customer.write')
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={6} />
  const rows = list.data.pages.flatMap((p) => p.items)
  if (rows.length === 0) return <p className="text-ink2">{t('noneFlagged')}</p>
  const used = fields.filter((f) => f !== 'ignore' && (f === 'name' || rows.some((l) => l.cells.some((c) => c.field === f) || l.problems.some((p) => p.field === f))))
  return (
    <Section
      title={t('flaggedTitle', { count: now.counts.flagged })}
      actions={
        <Button kind="quiet" icon={<Download aria-hidden />} onClick={() => void download(`/api/companies/${company}/customer-imports/${now.id}/lines/export`)}>
          {t('exportRest')}
        </Button>
      }
      className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0"
    >
      <Mend
        label={t('flaggedTitle', { count: now.counts.flagged })}
        rows={rows.map(lineOf)}
        fields={used.map((f) => ({ key: f, title: t(`field.${f}`), width: f === 'name' || f === 'address' || f === 'email' ? 14 : 9 }))}
        words={words}
        editable={write.shown && !write.disabled}
        send={async (lines) => {
          const body = { lines: lines.map(({ line, drop, cells }) => ({ line, drop, cells: cells && Object.entries(cells).map(([field, value]) => ({ field: field as ImportField, value })) })) }
          return (await ok(api.PATCH('/api/companies/{company}/customer-imports/{import}/lines', { params: { path: { company, import: now.id } }, body }))).items.map(lineOf)
        }}
        onSent={() => askAgain(company)}
      />
      {list.hasNextPage && <LoadMore shown={rows.length} total={now.counts.flagged} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Section>
  )
}
