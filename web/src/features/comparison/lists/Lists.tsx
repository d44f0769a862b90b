import { useInfiniteQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Link2, ListPlus, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { Menu } from '../../../ui/lazy'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { createList, deleteList, duplicateList, listPages, renameList, type Summary } from './queries'

const NameDialog = lazy(() => import('./NameDialog').then((m) => ({ default: m.NameDialog })))

type Props = { company: string; mayWrite: boolean; opened?: string; onOpen: (list: string) => void; onGone?: (list: string) => void; /** Said when there is none. */ empty?: boolean }

/** The saved lists of the company, the last changed first: opened, and where one may, named anew, doubled and dropped. */
export function Lists({ company, mayWrite, opened, onOpen, onGone, empty = true }: Props) {
  const t = useTranslations('basket.lists')
  const lang = useLocale()
  const now = useNow('minute')
  const { text } = useProblemText()
  const list = useInfiniteQuery(listPages(company))
  const [naming, setNaming] = useState<{ of: Summary; how: 'rename' | 'duplicate' } | null>(null)
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const drop = async ({ list: id, name }: Summary) => {
    try {
      const held = await deleteList(company, id)
      onGone?.(id)
      toast(t('deleted', { name }), () => void createList(company, held).catch((error: unknown) => toast(text(toProblem(error)))))
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  const share = (id: string) =>
    void navigator.clipboard.writeText(`${location.origin}/compare?list=${id}`).then(
      () => toast(t('copied')),
      () => toast(`${location.origin}/compare?list=${id}`),
    )
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={4} />
  if (rows.length === 0) return empty ? <EmptyState icon={<ListPlus aria-hidden />} text={t('none')} /> : null
  return (
    <>
      <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {rows.map((row) => (
          <li key={row.list} className="flex items-center gap-1 pr-1">
            <button type="button" aria-current={row.list === opened || undefined} onClick={() => onOpen(row.list)} className="flex min-h-row min-w-0 flex-1 flex-wrap content-center items-baseline gap-x-3 px-4 py-2 text-left -outline-offset-2 hover:bg-sunk aria-current:bg-best">
              <span className="min-w-0 flex-1 basis-40 font-strong wrap-anywhere">{row.name}</span>
              <span className="num text-small text-ink2">{[t('lines', { count: row.lines }), formatAgo(lang, row.updated_at, now)].join(' · ')}</span>
            </button>
            <Menu
              label={t('more', { name: row.name })}
              align="end"
              trigger={<Button kind="quiet" aria-label={t('more', { name: row.name })} icon={<Ellipsis aria-hidden />} />}
              items={[
                { label: t('share'), icon: <Link2 aria-hidden />, onSelect: () => share(row.list) },
                ...(mayWrite
                  ? [
                      { label: t('rename'), icon: <Pencil aria-hidden />, onSelect: () => setNaming({ of: row, how: 'rename' as const }) },
                      { label: t('duplicate'), icon: <Copy aria-hidden />, onSelect: () => setNaming({ of: row, how: 'duplicate' as const }) },
                      { label: t('delete'), icon: <Trash2 aria-hidden />, danger: true, onSelect: () => void drop(row) },
                    ]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
      {list.hasNextPage && <LoadMore shown={rows.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {naming && (
        <Suspense>
          <NameDialog
            title={t(naming.how)}
            name={naming.how === 'rename' ? naming.of.name : t('copyOf', { name: naming.of.name })}
            action={t(naming.how === 'rename' ? 'save' : 'duplicate')}
            onName={(name) => (naming.how === 'rename' ? renameList(company, naming.of.list, name) : duplicateList(company, naming.of.list, name))}
            onClose={() => setNaming(null)}
          />
        </Suspense>
      )}
    </>
  )
}
