import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardPaste, Download, PackageSearch } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { deviceZone, formatAgo, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber, parseDecimal } from '../../lib/money'
import { toProblem, useProblemText } from '../../lib/problem'
import { queryClient } from '../../lib/query'
import { useNow } from '../../lib/useNow'
import { useTyped } from '../../lib/useTyped'
import { Button } from '../../ui/Button'
import { LoadMore } from '../../ui/DataTable'
import { EditGrid, type CellChange, type GridColumn } from '../../ui/EditGrid'
import { Input } from '../../ui/Field'
import { Menu } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { Select } from '../../ui/Select'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { JobCard } from '../job/JobCard'
import type { Job } from '../job/progress'
import { PasteDialog } from './PasteDialog'
import { putCounts, shows, sorts, stockPages, type Line, type Outcome, type StockItem, type Warehouse } from './queries'
import type { Search } from './search'

type Props = { company: string; warehouses: readonly Warehouse[]; may: boolean; search: Search; to: (change: Search) => void }

/** What was typed into a cell and is not what the hub has: on its way, or refused. */
type Typed = ReadonlyMap<string, { text: string; wrong?: string }>

const cellKey = (item: string, warehouse: string) => `${item} ${warehouse}`
const countOf = (row: StockItem, warehouse: string) => row.counts.find((c) => c.warehouse === warehouse)

/** The way back: what stood before is put again. */
const back = (company: string, done: Outcome) => () => void putCounts(company, done.before.map(({ item, warehouse, on_hand }) => ({ item, warehouse, on_hand })))

function useEdits(company: string) {
  const t = useTranslations('inventory')
  const { text } = useProblemText()
  const [typed, setTyped] = useState<Typed>(new Map())
  const mark = (cells: readonly { key: string; text: string; wrong?: string }[]) => setTyped((old) => new Map([...old, ...cells.map(({ key, ...c }) => [key, c] as const)]))
  const clear = (keys: readonly string[]) => setTyped((old) => new Map([...old].filter(([k]) => !keys.includes(k))))
  const put = async (changes: readonly CellChange[]) => {
    const cells = changes.map((c) => ({ key: cellKey(c.row, c.column), item: c.row, warehouse: c.column, text: c.text.trim(), plain: c.text.trim() === '' ? undefined : parseDecimal(c.text) }))
    const bad = cells.filter((c) => c.plain === null || c.plain?.startsWith('-'))
    const good = cells.filter((c) => !bad.includes(c))
    mark([...bad.map((c) => ({ key: c.key, text: c.text, wrong: t(c.plain === null ? 'flag.wrong_form' : 'flag.negative') })), ...good.map(({ key, text: cell }) => ({ key, text: cell }))])
    if (good.length === 0) return
    const lines: Line[] = good.map((c) => ({ item: c.item, warehouse: c.warehouse, on_hand: c.plain ?? undefined }))
    try {
      const done = await putCounts(company, lines)
      clear(good.map((c) => c.key))
      mark(done.flagged.flatMap((f) => (good[f.line] ? [{ key: good[f.line]!.key, text: good[f.line]!.text, wrong: t(`flag.${f.code}`) }] : [])))
      if (done.changed > 0) toast(t('changed', { count: done.changed }), back(company, done))
    } catch (error) {
      mark(good.map((c) => ({ key: c.key, text: c.text, wrong: text(toProblem(error)) })))
    }
  }
  return { typed, put }
}

/** Counts item by item and warehouse by warehouse: typed, pasted, filled down and taken back. Every edit is saved as it is made. */
export function Counts({ company, warehouses, may, search, to }: Props) {
  const t = useTranslations('inventory')
  const lang = useLocale()
  const unit = useUnit()
  const now = useNow()
  const { text } = useProblemText()
  const { part: _, ...filter } = search
  const list = useInfiniteQuery({ ...stockPages(company, filter), placeholderData: keepPreviousData })
  const [words, setWords] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const edits = useEdits(company)
  const [pasting, setPasting] = useState(false)
  const [job, setJob] = useState<Job | null>(null)
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Boolean(search.q || search.show || search.warehouse)
  const silent = warehouses.filter((w) => w.feed === 'silent')
  const textOf = (row: StockItem, warehouse: string) => edits.typed.get(cellKey(row.item, warehouse))?.text ?? countOf(row, warehouse)?.on_hand ?? ''

  const columns: GridColumn<StockItem>[] = [
    { key: 'name', title: t('item'), width: 16, main: true, fixed: true, text: (r) => r.name },
    { key: 'sku', title: t('sku'), width: 9, text: (r) => r.sku },
    ...warehouses.map((w): GridColumn<StockItem> => ({
      key: w.id, title: w.main ? t('mainColumn', { name: w.name }) : w.name, width: 9, num: true, edit: may,
      text: (r) => textOf(r, w.id),
      show: (r) => {
        const count = countOf(r, w.id)
        const cell = textOf(r, w.id)
        if (cell === '') return <span className="text-ink2">–</span>
        return (
          <span className="grid justify-items-end leading-tight">
            <span>{parseDecimal(cell) === null ? cell : formatNumber(lang, cell)}</span>
            {count && Number(count.reserved) > 0 && <span className="text-caption text-ink2">{t('reservedOf', { reserved: formatNumber(lang, count.reserved) })}</span>}
            {count?.old && <span className="text-caption text-warn">{formatAgo(lang, count.as_of, now)}</span>}
          </span>
        )
      },
      wrong: (r) => edits.typed.get(cellKey(r.item, w.id))?.wrong,
    })),
    {
      key: 'free', title: t('free'), width: 8, num: true, text: (r) => r.free,
      show: (r) => (r.counts.length === 0 ? <span className="text-ink2">{t('uncounted')}</span> : <StatusDot kind={Number(r.free) > 0 ? 'done' : 'off'}>{`${formatNumber(lang, r.free)} ${unit(r.unit)}`}</StatusDot>),
    },
    {
      key: 'incoming', title: t('part.incoming'), width: 12, wraps: true, text: (r) => r.incoming.map((a) => `${a.due} ${a.quantity}`).join('; '),
      show: (r) => r.incoming.map((a) => t('arrival', { quantity: formatNumber(lang, a.quantity), day: a.due })).join('; ') || <span className="text-ink2">–</span>,
    },
  ]
  const write = async (format: 'csv' | 'xlsx') => {
    try {
      setJob(await ok(api.POST('/api/companies/{company}/stock/export', { params: { path: { company } }, body: { format, q: search.q, show: search.show, warehouse: search.warehouse } })))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  return (
    <>
      {silent.map((w) => (
        <Banner key={w.id} kind="warn">
          {t('silent', { name: w.name, at: w.fed_at ? formatInstant(w.fed_at, deviceZone) : '–' })}
        </Banner>
      ))}
      <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
        <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={words} onChange={(e) => setWords(e.target.value)} className="max-tablet:col-span-2 tablet:w-64!" />
        <Select aria-label={t('showTitle')} value={search.show ?? 'all'} onChange={(s) => to({ show: s === 'all' ? undefined : s })} options={shows.map((s) => ({ value: s, label: t(`show.${s}`) }))} className="tablet:w-52" />
        {warehouses.length > 1 && (
          <Select
            aria-label={t('where')}
            value={search.warehouse ?? ''}
            onChange={(w) => to({ warehouse: w || undefined })}
            options={[{ value: '', label: t('everywhere') }, ...warehouses.map((w) => ({ value: w.id, label: w.name }))]}
            className="tablet:w-44"
          />
        )}
        <Select aria-label={t('sortTitle')} value={search.sort ?? 'sku'} onChange={(s) => to({ sort: s === 'sku' ? undefined : s })} options={sorts.map((s) => ({ value: s, label: t(`sort.${s}`) }))} className="tablet:w-44" />
        <span className="flex gap-2 max-tablet:col-span-2 tablet:ml-auto">
          <Menu
            label={t('export')}
            trigger={
              <Button kind="quiet" icon={<Download aria-hidden />}>
                {t('export')}
              </Button>
            }
            items={[
              { label: t('xlsx'), onSelect: () => void write('xlsx') },
              { label: t('csv'), onSelect: () => void write('csv') },
            ]}
          />
          {may && (
            <Button icon={<ClipboardPaste aria-hidden />} onClick={() => setPasting(true)}>
              {t('paste.open')}
            </Button>
          )}
        </span>
      </div>
      {job && (
        <div className="max-tablet:px-4">
          <JobCard key={job.id} company={company} first={job} />
        </div>
      )}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={10} />}
      {list.data &&
        (rows.length === 0 ? (
          <EmptyState
            icon={<PackageSearch aria-hidden />}
            text={narrowed ? t('nothingFits') : t('nothing')}
            action={
              narrowed && (
                <Button
                  onClick={() => {
                    setWords('')
                    to({ q: undefined, show: undefined, warehouse: undefined })
                  }}
                >
                  {t('clear')}
                </Button>
              )
            }
          />
        ) : (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <EditGrid
              label={t('part.counts')}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.item}
              rowName={(r) => r.name}
              onChange={(changes) => void edits.put(changes)}
              onBeyond={(block) => toast(t('beyond', { count: block.length }))}
              onLost={(cells) => toast(t('lost', { count: cells }))}
            />
            <LoadMore shown={rows.length} total={total} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          </div>
        ))}
      {pasting && <PasteDialog company={company} warehouses={warehouses} onDone={(done) => toast(t('changed', { count: done.changed }), done.changed > 0 ? back(company, done) : undefined)} onClose={() => setPasting(false)} />}
    </>
  )
}
