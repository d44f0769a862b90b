import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react'
import { ClipboardPaste, FolderOpen, ListFilter, MessageCircleQuestionMark, Save, Search as SearchIcon, Undo2 } from 'lucide-react'
import { needTexts, useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta, formatUnitPrice, parseDecimal } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { readBlock } from '../../../lib/tsv'
import { useDeed } from '../../../lib/useDeed'
import { useMedia, usePhone } from '../../../lib/useMedia'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Input } from '../../../ui/Field'
import { KeyLine } from '../../../ui/KeyLine'
import { Dialog } from '../../../ui/lazy'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Lists } from '../lists/Lists'
import { createList, keptLines, putList, sameAsKept, type List } from '../lists/queries'
import { readWanted } from '../../ordering/plan/plans'
import { Guarded } from '../offers/Guarded'
import { Pick } from '../product/Pick'
import { productQuery, type Ref } from '../product/queries'
import type { RowView } from './board'
import { Cards } from './Cards'
import { CompareGrid } from './CompareGrid'
import { linesOf, newLineKey, sameRef, withQuantities, type Line } from './draft'
import { Entry } from './Entry'
import { nameOf } from './figures'
import { Foot } from './Foot'
import { readBasket } from './paste'
import type { Question as Asked } from './queries'
import type { Candidate, Question } from './Questions'
import { Head, Row } from './Row'
import { filtersOf, narrowed, searchOf, type Search } from './search'
import { Side, type Filters } from './Side'
import { changeOf } from './since'
import { Take } from './Take'
import { useAdd } from './useAdd'
import { useTotal, useWork } from './useCompare'

const CellDialog = lazy(async () => {
  const [m] = await Promise.all([import('./CellDialog'), needTexts('product')])
  return { default: m.CellDialog }
})
const LineDialog = lazy(() => import('./LineDialog').then((m) => ({ default: m.LineDialog })))
const Questions = lazy(() => import('./Questions').then((m) => ({ default: m.Questions })))
const SettingsDialog = lazy(() => import('./SettingsDialog').then((m) => ({ default: m.SettingsDialog })))
const NameDialog = lazy(() => import('../lists/NameDialog').then((m) => ({ default: m.NameDialog })))

/** What lies over the page. */
type Over = { what: 'cell'; line: string; supplier: string } | { what: 'line'; line: string } | { what: 'add' | 'questions' | 'settings' | 'lists' | 'filters' | 'name' } | null

/** Rows of a spreadsheet, pasted anywhere but into a field, are lines. */
function usePastedLines(take: (text: string) => void) {
  const onPaste = useEffectEvent((e: ClipboardEvent) => {
    if (e.defaultPrevented || (e.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(e.target.tagName))) return
    const text = e.clipboardData?.getData('text/plain') ?? ''
    if (!/[\t\n]/.test(text.trim())) return
    e.preventDefault()
    take(text)
  })
  useEffect(() => {
    const listener = (e: ClipboardEvent) => onPaste(e)
    addEventListener('paste', listener)
    return () => removeEventListener('paste', listener)
  }, [])
}

/** One step back; there only while there is one. */
function Undo() {
  const t = useTranslations('basket')
  const { draft } = useWork()
  const { past } = useSyncExternalStore(draft.subscribe, draft.steps)
  return (
    <Button icon={<Undo2 aria-hidden />} disabled={past.length === 0} aria-keyshortcuts="Control+Z" onClick={draft.undo}>
      {t('undo')}
    </Button>
  )
}

/** Keeps the lines in the list that they are of, or in a new one. */
function SaveList({ company, list, onName }: { company: string; list: List | undefined; onName: () => void }) {
  const t = useTranslations('basket.lists')
  const { text } = useProblemText()
  const { draft } = useWork()
  const { busy, run } = useDeed()
  const lines = useSyncExternalStore(draft.subscribe, draft.lines)
  const changed = !list || !sameAsKept(lines, list)
  const save = () =>
    run(async () => {
      if (!list) return onName()
      try {
        await putList(company, list, { name: list.name, note: list.note, lines: keptLines(draft.lines()) })
        toast(t('saved', { name: list.name }))
      } catch (error) {
        toast(text(toProblem(error)))
      }
    })
  return (
    <Button icon={<Save aria-hidden />} busy={busy} disabled={!changed} onClick={() => void save()}>
      {t(list ? 'save' : 'keep')}
    </Button>
  )
}

/** What is not clear yet, with the way to make it so. */
function Open({ onAsk }: { onAsk: () => void }) {
  const t = useTranslations('basket')
  const questions = useTotal((totals) => totals.questions)
  if (questions === 0) return null
  return (
    <Banner
      kind="warn"
      action={
        <Button icon={<MessageCircleQuestionMark aria-hidden />} onClick={onAsk}>
          {t('questions.answer')}
        </Button>
      }
    >
      {t('questions.open', { count: questions })}
    </Banner>
  )
}

/** The questions of all lines, as they stand now: those that are not clear first, then those that have changed since they were bought. */
function useQuestions(company: string): Question[] {
  const t = useTranslations('basket.questions')
  const lang = useLocale()
  const { board, draft } = useWork()
  const lines = useSyncExternalStore(draft.subscribe, draft.lines)
  const asked = useTotal((totals) => totals.questions)
  useSyncExternalStore(board.subscribe, board.answer)
  const nameOfSupplier = (id: string) => board.supplier(id)?.name ?? ''
  const changed = asked === 0 ? [] : lines.flatMap((line) => {
    const row = board.row(line.key)
    const change = row && changeOf(row)
    return row && change && line.paid ? [{ row, change, paid: line.paid }] : []
  })
  // What is taken in the place of what nobody has, by the company's own word.
  const gone = changed.filter(({ change }) => change.what === 'gone').slice(0, 20)
  const substitutes = useQueries({ queries: gone.map(({ paid }) => productQuery(company, { supplier: paid.supplier, item: paid.item })) })
  if (asked === 0) return []
  const unclear = lines.flatMap((line): Question[] => {
    const said = board.row(line.key)?.said
    if (!said || said.state === 'matched' || line.ref) return []
    const candidates = said.questions.map((c): Candidate => ({ ...c.item, supplier_name: nameOfSupplier(c.item.supplier), sku: c.mpn ?? c.sku, name: [c.brand, c.name].filter(Boolean).join(' ') }))
    return [{ key: line.key, text: line.name ? `${line.text} · ${line.name}` : line.text, asks: 'which', candidates }]
  })
  const since = changed.map(({ row, change, paid }): Question => {
    const taken = change.cells.map((c): Candidate => ({ supplier: c.supplier, item: c.item, supplier_name: nameOfSupplier(c.supplier), sku: c.sku, name: c.name || nameOf(row), price: c.price && formatUnitPrice(lang, c.price) }))
    const instead = (substitutes[gone.findIndex((g) => g.row === row)]?.data?.alternates ?? []).map((a): Candidate => ({ supplier: a.supplier, item: a.item, supplier_name: nameOfSupplier(a.supplier), sku: a.offer?.sku ?? '', name: a.offer?.name ?? '' })).filter((c) => c.name)
    const about = { gone: t('gone'), elsewhere: t('elsewhere', { supplier: nameOfSupplier(paid.supplier) }), dearer: t('dearer', { delta: formatDelta(lang, change.rose, 1), price: formatUnitPrice(lang, paid) }) }[change.what]
    return { key: row.line.key, text: nameOf(row), asks: change.what, about, candidates: [...taken, ...instead] }
  })
  return [...unclear, ...since]
}

/** The answer to a question about a line: what it means; or where it is bought now, and with that the question is over. */
function answered(line: Line, row: RowView | undefined, ref: Ref): Line {
  const change = line.paid && row && changeOf(row)
  if (!change) return { ...line, ref, chosen: undefined }
  const [first] = change.cells
  if (first && sameRef(ref, { supplier: first.supplier, item: first.item })) return { ...line, paid: undefined }
  const same = change.cells.some((c) => sameRef(ref, { supplier: c.supplier, item: c.item }))
  return same ? { ...line, chosen: ref, paid: undefined } : { ...line, text: '', name: undefined, ref, chosen: undefined, paid: undefined }
}

function QuestionsOver({ company, onRemove, onClose }: { company: string; onRemove: (key: string) => void; onClose: () => void }) {
  const { board, draft } = useWork()
  const questions = useQuestions(company)
  return (
    <Questions
      company={company}
      questions={questions}
      onAccept={(replies) => {
        const refs = new Map(replies.map((r) => [r.key, r.ref]))
        draft.change((now) => now.map((l) => {
          const ref = refs.get(l.key)
          return ref ? answered(l, board.row(l.key), ref) : l
        }))
      }}
      onRemove={onRemove}
      onClose={onClose}
    />
  )
}

/** Lines with their places in a search over them. */
function useShownLines(q: string): readonly string[] {
  const { board, draft } = useWork()
  const keys = useSyncExternalStore(board.subscribe, board.keys)
  const words = q.normalize('NFKC').trim().toLowerCase()
  return useMemo(() => {
    if (!words) return keys
    return keys.filter((key) => {
      const row = board.row(key)
      const line = draft.line(key)
      return [row && nameOf(row), line?.text, line?.name, row?.said?.sku, row?.said?.mpn, row?.said?.own_code].some((text) => text?.toLowerCase().includes(words))
    })
  }, [board, draft, keys, words])
}

/** Whoever comes from the order box is asked at once what is not clear; what has changed since, when the plan says where it would be bought. */
function useAsking(search: Search, seat: Seat, busy: boolean, open: () => void, done: () => void) {
  const { board } = useWork()
  const unclear = useTotal((totals) => totals.unclear)
  const questions = useTotal((totals) => totals.questions)
  const answered = useSyncExternalStore(board.subscribe, board.answer) !== undefined
  const planned = useSyncExternalStore(board.subscribe, () => board.following()?.fresh === true)
  const follows = seat.permissions.includes('ordering.purchase.read') && readWanted(seat.company.id).aim !== null
  const ready = search.ask === true && answered && !busy && (unclear > 0 || planned || !follows)
  const ask = useEffectEvent(() => {
    if (questions > 0) open()
    done()
  })
  useEffect(() => {
    if (ready) ask()
  }, [ready])
}

export type WorkProps = { seat: Seat; search: Search; onSearch: (search: Search) => void; opened: List | undefined; question: Asked; busy: boolean; error: unknown; onRetry: () => void }

/** Lines against suppliers, and everything that can be done with them. */
export function Work({ seat, search, onSearch, opened, question, busy, error, onRetry }: WorkProps) {
  const t = useTranslations('basket')
  const company = seat.company.id
  const mayWrite = seat.permissions.includes('comparison.own.write')
  const phone = usePhone()
  const wide = useMedia('(min-width: 56.25rem)')
  const { board, draft } = useWork()
  const [over, setOver] = useState<Over>(null)
  const [q, setQ] = useState('')
  const lines = useShownLines(q)
  const columns = useSyncExternalStore(board.subscribe, board.columns)
  const answered = useSyncExternalStore(board.subscribe, board.answer) !== undefined
  const total = useSyncExternalStore(board.subscribe, board.keys).length
  const filters = filtersOf(search)
  const add = useAdd(draft)
  const close = () => setOver(null)
  const change = (what: Partial<Filters>) => onSearch(searchOf(search.list, { ...filters, ...what }))
  const remove = (key: string) => {
    draft.remove([key])
    toast(t('removed', { count: 1 }), draft.undo)
  }
  const clear = () => {
    draft.remove(draft.lines().map((l) => l.key))
    onSearch(searchOf(undefined, filters))
    toast(t('removed', { count: total }), draft.undo)
  }
  /** A column of numbers goes down the quantities; anything else is no quantity. */
  const fill = (from: string, text: string) => {
    const cells = readBlock(text).map((row) => parseDecimal(row[0] ?? '', 3))
    if (cells.length < 2 || cells.some((c) => c === null || Number(c) <= 0)) return false
    draft.change((now) => withQuantities(now, lines, from, cells as string[]))
    return true
  }
  usePastedLines((text) => {
    const read = readBasket(text)
    add(linesOf(read.lines), read)
  })
  useAsking(search, seat, busy, () => setOver({ what: 'questions' }), () => onSearch(searchOf(search.list, filters)))
  const open: { onExplain: (line: string, supplier: string) => void; onLine: (line: string) => void } = { onExplain: (line, supplier) => setOver({ what: 'cell', line, supplier }), onLine: (line) => setOver({ what: 'line', line }) }
  const title = opened?.name ?? t('title')
  const many = narrowed(filters)
  return (
    <div className="flex min-h-0 flex-1 tablet:h-[calc(100dvh-3.5rem)] tablet:flex-none print:hidden">
      {wide && (
        <aside aria-label={t('side.title')} className="order-first flex w-68 flex-none flex-col border-r border-line bg-surface">
          <Side filters={filters} onFilters={change} />
        </aside>
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex flex-none flex-wrap items-center gap-2 px-4 py-3">
          <title>{title}</title>
          <h1 className="text-h1 font-strong wrap-anywhere">{title}</h1>
          <span className="num text-ink2">{t('lines', { count: total })}</span>
          <span role="status" className="min-w-4 text-small text-ink2">
            {busy && answered && t('busy')}
          </span>
          <div className="ml-auto flex flex-wrap items-center gap-2 max-tablet:ml-0 max-tablet:w-full">
            <span className="relative max-tablet:w-full">
              <SearchIcon aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink2" />
              <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={q} onChange={(e) => setQ(e.target.value)} className="w-48 pl-8! max-tablet:w-full" />
            </span>
            <Button icon={<ClipboardPaste aria-hidden />} onClick={() => setOver({ what: 'add' })}>
              {t('add')}
            </Button>
            <Undo />
            {!wide && (
              <Button icon={<ListFilter aria-hidden />} onClick={() => setOver({ what: 'filters' })}>
                {many > 0 ? t('filtersOn', { count: many }) : t('filters')}
              </Button>
            )}
            {mayWrite && <SaveList company={company} list={opened} onName={() => setOver({ what: 'name' })} />}
            <Button icon={<FolderOpen aria-hidden />} onClick={() => setOver({ what: 'lists' })}>
              {t('lists.title')}
            </Button>
            <Take company={company} title={title} question={question} onSettings={() => setOver({ what: 'settings' })} onClear={clear} />
          </div>
          {!phone && (
            <div className="basis-full empty:hidden">
              <KeyLine name="compare">{t('keys')}</KeyLine>
            </div>
          )}
        </header>
        <Open onAsk={() => setOver({ what: 'questions' })} />
        {error !== null && answered && (
          <Banner kind="bad" action={<Button onClick={onRetry}>{t('again')}</Button>}>
            {t('failed')}
          </Banner>
        )}
        {!answered && error !== null && <ErrorState error={error} safe={t('safe')} onRetry={onRetry} />}
        {!answered && error === null && <Skeleton lines={10} />}
        {answered && columns.length === 0 && <EmptyState text={t(filters.used ? 'noneUsed' : 'noSuppliers')} action={many > 0 && <Button onClick={() => onSearch({ list: search.list })}>{t('clearFilters')}</Button>} />}
        {answered && columns.length > 0 && lines.length === 0 && <EmptyState text={t('nothing', { q })} action={<Button onClick={() => setQ('')}>{t('clearSearch')}</Button>} />}
        {answered && columns.length > 0 && lines.length > 0 && (
          <Guarded seat={seat} className="flex min-h-0 flex-1 flex-col border-t border-line">
            {phone ? (
              <Cards label={t('grid')} lines={lines} {...open} />
            ) : (
              <CompareGrid
                label={t('grid')}
                lines={lines}
                suppliers={columns}
                corner={t('product')}
                quantity={t('quantity')}
                head={(supplier) => <Head supplier={supplier} />}
                Row={Row}
                onPick={(line, supplier) => {
                  const view = board.row(line)?.cells.get(supplier)
                  if (!view) return
                  // What has no true cost cannot be taken; its cell says why.
                  if (view.total === undefined) open.onExplain(line, supplier)
                  else draft.choose(line, { supplier, item: view.cell.item })
                }}
                onExplain={open.onExplain}
                onLine={open.onLine}
                onRemove={remove}
                onUndo={draft.undo}
                onRedo={draft.redo}
                onPaste={fill}
              />
            )}
          </Guarded>
        )}
        <Foot seat={seat} question={question} busy={busy} />
      </div>
      <Suspense>
        {over?.what === 'cell' && <CellDialog company={company} question={question} line={over.line} supplier={over.supplier} mayWrite={mayWrite} onClose={close} />}
        {over?.what === 'line' && <LineDialog company={company} line={over.line} onRemove={remove} onClose={close} />}
        {over?.what === 'questions' && <QuestionsOver company={company} onRemove={remove} onClose={close} />}
        {over?.what === 'settings' && <SettingsDialog company={company} mayWrite={mayWrite} onClose={close} />}
        {over?.what === 'name' && (
          <NameDialog
            title={t('lists.keep')}
            name=""
            action={t('lists.save')}
            onName={async (name) => {
              const made = await createList(company, { name, lines: keptLines(draft.lines()) })
              onSearch(searchOf(made.list, filters))
            }}
            onClose={close}
          />
        )}
      </Suspense>
      <Dialog open={over?.what === 'add'} place="side" onClose={close} title={t('add')}>
        <div className="grid gap-4">
          <Entry
            onAdd={(read) => {
              add(linesOf(read.lines), read)
              close()
            }}
          />
          <Pick
            company={company}
            label={t('start.search')}
            not={[]}
            onPick={(ref) => {
              add([{ key: newLineKey(), text: '', ref, quantity: '1', unit: '' }])
              close()
            }}
          />
        </div>
      </Dialog>
      <Dialog open={over?.what === 'lists'} place="side" onClose={close} title={t('lists.title')} description={t('lists.shared')}>
        <Lists
          company={company}
          mayWrite={mayWrite}
          opened={search.list}
          onOpen={(list) => {
            onSearch(searchOf(list, filters))
            close()
          }}
          onGone={(list) => list === search.list && onSearch(searchOf(undefined, filters))}
        />
      </Dialog>
      <Dialog open={over?.what === 'filters'} place="side" onClose={close} title={t('filters')}>
        <div className="-m-4 flex flex-col">
          <Side filters={filters} onFilters={change} />
        </div>
      </Dialog>
    </div>
  )
}
