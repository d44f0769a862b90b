import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Store } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useSession, type Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { countsQuery } from '../../trading/api'
import { Buying } from '../../trading/Buying'
import { Lists } from '../lists/Lists'
import { listQuery, openedLines, sameAsKept } from '../lists/queries'
import { Pick } from '../product/Pick'
import type { Ref } from '../product/queries'
import { linesOf, newLineKey } from './draft'
import { Entry } from './Entry'
import type { Read } from './paste'
import { filtersOf, readSearch, type Search } from './search'
import { useAdd } from './useAdd'
import { useBoard, useDraft, WorkContext } from './useCompare'

/** The grid comes beside the first page: whoever has lines gets it at once. */
const loadWork = () => import('./Work').then((m) => ({ default: m.Work }))
const Work = lazy(loadWork)

/** The first stop: one box for all ways in, and the lists that were saved. */
function Start({ seat, onAdd, onItem, onOpen, mayWrite }: { seat: Seat; onAdd: (read: Read) => void; onItem: (ref: Ref) => void; onOpen: (list: string) => void; mayWrite: boolean }) {
  const t = useTranslations('basket.start')
  const { data: counts } = useQuery({ ...countsQuery(seat.company.id), enabled: seat.permissions.includes('trading.board.read') })
  if (counts && !counts.approved) {
    return (
      <EmptyState
        icon={<Store aria-hidden />}
        text={t('noSupplier')}
        action={
          <Link to="/suppliers" search={{ state: 'open' }} className={buttonClass('primary')}>
            {t('find')}
          </Link>
        }
      />
    )
  }
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6 p-4 tablet:py-8">
      <div className="grid gap-4">
        <p className="text-lead">{t('about')}</p>
        <Entry onAdd={onAdd} />
        <div className="grid gap-1">
          <p className="text-ink2">{t('or')}</p>
          <Pick company={seat.company.id} label={t('search')} not={[]} onPick={onItem} />
        </div>
      </div>
      <section className="grid gap-2">
        <h2 className="text-h2 font-strong">{t('lists')}</h2>
        <Lists company={seat.company.id} mayWrite={mayWrite} onOpen={onOpen} />
      </section>
    </div>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('basket')
  const navigate = useNavigate()
  const { person } = useSession()
  const company = seat.company.id
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const search = readSearch(given)
  const { draft, list, setList } = useDraft(company, person.id)
  const onSearch = (next: Search) => void navigate({ to: '/compare', search: next, replace: true })
  const { stock, lead, account, region, without: leftOut } = search
  const without = useMemo(() => filtersOf({ without: leftOut }).without, [leftOut])
  const { board, question, query, busy } = useBoard(company, draft, { stock, lead, account, region }, without)
  const work = useMemo(() => ({ draft, board }), [draft, board])
  const kept = useQuery({ ...listQuery(company, search.list ?? ''), enabled: search.list !== undefined })
  useEffect(() => board.showUsed(search.used === true), [board, search.used])
  // Opening a list lays its lines over those that are here: one step back brings them again.
  useEffect(() => {
    if (!kept.data || kept.data.list !== search.list) return
    if (list === search.list && draft.lines().length > 0) return
    setList(search.list)
    if (!sameAsKept(draft.lines(), kept.data)) draft.change(() => openedLines(kept.data))
    // oxlint-disable-next-line react/exhaustive-deps -- what is loaded is the occasion
  }, [kept.data, search.list])
  useEffect(() => {
    // Coming back without an address: the list that the lines are of.
    if (search.list === undefined && list !== undefined) {
      if (draft.lines().length > 0 && given.list === undefined && !board.answer()) onSearch({ ...search, list })
      else setList(undefined)
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the address is the occasion
  }, [search.list])
  const add = useAdd(draft)
  const empty = useSyncExternalStore(board.subscribe, board.keys).length === 0
  const mayWrite = seat.permissions.includes('comparison.own.write')
  if (search.list !== undefined && kept.isError && !kept.data) {
    return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
  }
  return (
    <WorkContext value={work}>
      {empty ? (
        <>
          <header className="border-b border-line px-4 py-3">
            <title>{t('title')}</title>
            <h1 className="text-h1 font-strong">{kept.data?.name ?? t('title')}</h1>
          </header>
          {search.list !== undefined && kept.isPending ? (
            <Skeleton lines={8} />
          ) : (
            <Start
              seat={seat}
              mayWrite={mayWrite}
              onAdd={(read) => add(linesOf(read.lines), read)}
              onItem={(ref) => add([{ key: newLineKey(), text: '', ref, quantity: '1', unit: '' }])}
              onOpen={(id) => onSearch({ ...search, list: id })}
            />
          )}
        </>
      ) : (
        <Suspense fallback={<Skeleton lines={10} />}>
          <Work seat={seat} search={search} onSearch={onSearch} opened={kept.data} question={question} busy={busy} error={query.error} onRetry={() => void query.refetch()} />
        </Suspense>
      )}
    </WorkContext>
  )
}

/** Who has what at what true cost: lines against suppliers. */
export function Page() {
  const t = useTranslations('basket')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
