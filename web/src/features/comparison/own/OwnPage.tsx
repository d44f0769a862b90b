import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardPaste, Download, Equal, Tags, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useDeed } from '../../../lib/useDeed'
import { useTyped } from '../../../lib/useTyped'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Buying, SuppliersNav } from '../../trading/Buying'
import { useUnit } from '../offers/Cells'
import { keyOf, putOwn, say } from '../product/queries'
import { csv } from './lines'
import { allOwn, equalPages, ownPages, type OwnEqual, type OwnItem } from './queries'

const PasteDialog = lazy(() => import('./PasteDialog').then((m) => ({ default: m.PasteDialog })))

type Search = { q?: string; view?: string }

const card = 'overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border'

function ItemLink({ supplier, item, name, sku }: { supplier: string; item: string; name?: string; sku?: string }) {
  const t = useTranslations('own')
  if (!name) return <span className="text-ink2">{t('notOffered')}</span>
  return (
    <span className="grid min-w-0 gap-0.5">
      <Link to="/suppliers/$supplier/items/$item" params={{ supplier, item }} className="wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
        {name}
      </Link>
      <span className="num text-small wrap-anywhere text-ink2">{sku}</span>
    </span>
  )
}

function Codes({ company, mayWrite, q, onClear }: { company: string; mayWrite: boolean; q: string; onClear: () => void }) {
  const t = useTranslations('own')
  const lang = useLocale()
  const unit = useUnit()
  const { busy, problem, run } = useDeed()
  const list = useInfiniteQuery({ ...ownPages(company, q), placeholderData: keepPreviousData })
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={8} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const remove = async (row: OwnItem) => {
    const name = row.facts.code ?? row.facts.name ?? row.offer?.name ?? ''
    if (await run(() => putOwn(company, row, {}))) toast(t('removed', { name }), () => void putOwn(company, row, row.facts))
  }
  const columns: Column<OwnItem>[] = [
    {
      key: 'call', title: t('call'), main: true,
      cell: ({ facts, offer }) => (
        <span className="grid gap-0.5">
          <span className="num font-strong wrap-anywhere">{facts.code ?? <span className="font-normal text-ink2">{t('noCode')}</span>}</span>
          {facts.name && <span className="wrap-anywhere">{facts.name}</span>}
          {facts.holds && <span className="text-small text-ink2">{t('holds', { unit: unit(offer?.unit ?? 'H87'), holds: formatNumber(lang, facts.holds), base: unit(facts.holds_unit ?? '') })}</span>}
        </span>
      ),
    },
    { key: 'item', title: t('item'), bare: true, cell: ({ supplier, item, offer }) => <ItemLink supplier={supplier} item={item} name={offer?.name} sku={offer?.sku} /> },
    { key: 'supplier', title: t('supplier'), cell: ({ supplier_name }) => supplier_name ?? '–' },
  ]
  if (mayWrite) {
    columns.push({
      key: 'remove', title: t('removeWord'), screenOnly: true, bare: true,
      cell: (row) => (
        <Button kind="quiet" busy={busy} aria-label={t('remove', { name: row.facts.code ?? row.facts.name ?? row.offer?.name ?? '' })} icon={<X aria-hidden />} className="max-tablet:-ml-3" onClick={() => void remove(row)}>
          {t('removeWord')}
        </Button>
      ),
    })
  }
  return (
    <>
      <Refusal problem={problem} />
      <div className={card}>
        <DataTable
          label={t('codes')}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          empty={<EmptyState icon={<Tags aria-hidden />} text={q ? t('nothingFits') : t('nothing')} action={q && <Button onClick={onClear}>{t('clear')}</Button>} />}
        />
        {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
    </>
  )
}

function Equals({ company, mayWrite }: { company: string; mayWrite: boolean }) {
  const t = useTranslations('own')
  const { busy, problem, run } = useDeed()
  const list = useInfiniteQuery({ ...equalPages(company), placeholderData: keepPreviousData })
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={8} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const takeBack = async ({ left, right, says }: OwnEqual) => {
    if (await run(() => say(company, left, right, 'nothing'))) toast(t('takenBack'), () => void say(company, left, right, says))
  }
  const columns: Column<OwnEqual>[] = [
    { key: 'left', title: t('left'), main: true, cell: ({ left }) => <ItemLink {...left} sku={[left.supplier_name, left.sku].filter(Boolean).join(' · ')} /> },
    { key: 'right', title: t('right'), cell: ({ right }) => <ItemLink {...right} sku={[right.supplier_name, right.sku].filter(Boolean).join(' · ')} /> },
    { key: 'says', title: t('says'), cell: ({ says }) => <StatusDot kind={says === 'equal' ? 'done' : 'off'}>{t(says)}</StatusDot> },
    { key: 'at', title: t('at'), num: true, cell: ({ at }) => dayOf(at, deviceZone) },
  ]
  if (mayWrite) {
    columns.push({
      key: 'takeBack', title: t('takeBack'), screenOnly: true, bare: true,
      cell: (row) => (
        <Button busy={busy} aria-label={t('takeBackOf', { left: row.left.name ?? '', right: row.right.name ?? '' })} onClick={() => void takeBack(row)}>
          {t('takeBack')}
        </Button>
      ),
    })
  }
  return (
    <>
      <Refusal problem={problem} />
      <div className={card}>
        <DataTable label={t('equals')} columns={columns} rows={rows} rowKey={({ left, right }) => `${keyOf(left)} ${keyOf(right)}`} empty={<EmptyState icon={<Equal aria-hidden />} text={t('noEquals')} />} />
        {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
    </>
  )
}

function Export({ company, q }: { company: string; q: string }) {
  const t = useTranslations('own')
  const { busy, problem, run } = useDeed()
  const save = () =>
    run(async () => {
      const items = await allOwn(company, q)
      const head = [t('file.code'), t('file.name'), t('file.supplier'), t('file.sku'), t('file.item'), t('file.gtin'), t('file.holds'), t('file.unit')]
      const rows = items.map(({ facts, supplier_name, offer }) => [facts.code, facts.name, supplier_name, offer?.sku, offer?.name, offer?.gtin, facts.holds, facts.holds_unit].map((c) => c ?? ''))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([csv([head, ...rows])], { type: 'text/csv;charset=utf-8' }))
      link.download = `${t('exportFile')}-${dayOf(new Date(), deviceZone)}.csv`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
      toast(t('exported', { count: items.length }))
    })
  return (
    <>
      <Button icon={<Download aria-hidden />} busy={busy} onClick={() => void save()}>
        {t('export')}
      </Button>
      {problem && <Refusal problem={problem} />}
    </>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('own')
  const navigate = useNavigate()
  const { q = '', view } = useSearch({ strict: false }) as Search
  const [pasting, setPasting] = useState(false)
  const [typed, setTyped] = useTyped(q, (now) => void navigate({ to: '/suppliers/products', search: { q: now || undefined }, replace: true }))
  const company = seat.company.id
  const mayWrite = seat.permissions.includes('comparison.own.write')
  const equals = view === 'equals'
  return (
    <>
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          <>
            <Export company={company} q={q} />
            {mayWrite && (
              <Button kind="primary" icon={<ClipboardPaste aria-hidden />} onClick={() => setPasting(true)}>
                {t('paste.open')}
              </Button>
            )}
          </>
        }
      >
        <SuppliersNav seat={seat} />
      </PageHeader>
      <div className="grid gap-4 p-4 max-tablet:px-0 max-tablet:pt-3">
        <div className="flex flex-wrap gap-3 max-tablet:px-4 print:hidden">
          <Segmented
            label={t('views')}
            value={equals ? 'equals' : 'codes'}
            onChange={(v) => void navigate({ to: '/suppliers/products', search: v === 'equals' ? { view: v } : {}, replace: true })}
            options={[
              { value: 'codes', label: t('codes') },
              { value: 'equals', label: t('equals') },
            ]}
          />
          {!equals && <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md flex-1 basis-56" />}
        </div>
        {equals ? <Equals company={company} mayWrite={mayWrite} /> : <Codes company={company} mayWrite={mayWrite} q={q} onClear={() => setTyped('')} />}
      </div>
      {pasting && (
        <Suspense>
          <PasteDialog company={company} onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </>
  )
}

/** What the buyer has codes and names of its own for, and what it said is the same. */
export function Page() {
  const t = useTranslations('own')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
