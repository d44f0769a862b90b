import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Footprints, Globe, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { countryItem } from '../../identity/countries'
import { RelationshipState } from '../RelationshipState'
import { askAgain, decide, noticePages, relationshipQuery, type Notice } from '../supplierQueries'

const icons = { walking: Footprints, devices: MonitorSmartphone, countries: Globe }

/** The notice in one sentence, with its figures. */
function useSentence() {
  const t = useTranslations('notices')
  const lang = useLocale()
  return ({ kind, figures: f }: Notice) => {
    if (kind === 'walking') return t('walking', { items: f.items ?? 0, catalogue: f.catalogue ?? 0, day: f.day ?? '' })
    if (kind === 'devices') return t('devices', { devices: f.devices ?? 0, networks: f.networks ?? 0, day: f.day ?? '' })
    return t('countries', { countries: (f.countries ?? []).map((c) => countryItem(lang, c).label).join(t('comma')), day: f.day ?? '' })
  }
}

/** Suspends on the newest version at one tap: speed matters here, and reopening takes it back. */
async function suspend(company: string, buyer: string, reason: string) {
  const now = await queryClient.fetchQuery({ ...relationshipQuery(company, buyer), staleTime: 0 })
  return decide(company, buyer, now.etag, { decision: 'suspend', reason })
}

function Item({ seat, notice }: { seat: Seat; notice: Notice }) {
  const t = useTranslations('notices')
  const queue = useTranslations('queue')
  const lang = useLocale()
  const now = useNow()
  const { text } = useProblemText()
  const sentence = useSentence()
  const company = seat.company.id
  const [busy, setBusy] = useState<'seen' | 'suspend' | ''>('')
  const write = mayOf(seat, 'trading.relationship.decide')
  const Icon = icons[notice.kind]
  const act = async (what: 'seen' | 'suspend', deed: () => Promise<unknown>) => {
    setBusy(what)
    try {
      await deed()
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      await askAgain(company)
      setBusy('')
    }
  }
  const see = () => api.POST('/api/companies/{company}/notices/{notice}/seen', { params: { path: { company, notice: notice.id } } })
  const stop = () =>
    act('suspend', async () => {
      const after = await suspend(company, notice.buyer.id, queue('template.suspend.reading'))
      await see()
      toast(queue('done.suspend', { buyer: notice.buyer.name }), () => void act('suspend', () => decide(company, notice.buyer.id, after.etag, { decision: 'reopen' })))
    })
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-3">
      <Icon aria-hidden className={notice.seen_at ? 'mt-1 text-ink2' : 'mt-1 text-warn'} />
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <span className="flex flex-wrap items-center gap-x-3">
          <span className="font-strong wrap-anywhere">{notice.buyer.name}</span>
          <RelationshipState state={notice.state} />
        </span>
        <span className="wrap-anywhere">{sentence(notice)}</span>
        {notice.figures.limit !== undefined && <span className="text-small text-ink2">{t('limit', { limit: notice.figures.limit })}</span>}
        <span className="text-small text-ink2">
          {formatAgo(lang, notice.at, now)}
          {notice.seen_at && ` · ${t('seenAt', { ago: formatAgo(lang, notice.seen_at, now) })}`}
        </span>
      </div>
      <span className="flex flex-wrap gap-2">
        <Link to="/c/$company/applications/$buyer" params={{ company, buyer: notice.buyer.id }} className={buttonClass('quiet')}>
          {t('look')}
        </Link>
        {write.shown && !notice.seen_at && (
          <Button busy={busy === 'seen'} disabled={write.disabled || busy === 'suspend'} onClick={() => void act('seen', see)}>
            {t('seen')}
          </Button>
        )}
        {write.shown && notice.state === 'approved' && (
          <Button kind="danger" busy={busy === 'suspend'} disabled={write.disabled || busy === 'seen'} aria-label={t('suspendOf', { buyer: notice.buyer.name })} onClick={() => void stop()}>
            {t('suspend')}
          </Button>
        )}
      </span>
    </li>
  )
}

/** Unusual reading: one tap closes the door, one more opens it again. */
export function Page() {
  const t = useTranslations('notices')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { all } = useSearch({ strict: false }) as { all?: boolean }
  const navigate = useNavigate()
  const list = useInfiniteQuery({ ...noticePages(company, all ? undefined : true), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="grants" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="max-tablet:px-4">
          <Segmented
            label={t('which')}
            value={all ? 'all' : 'open'}
            onChange={(v) => void navigate({ to: '/c/$company/grants/notices', params: { company }, search: { all: v === 'all' || undefined }, replace: true })}
            options={[
              { value: 'open', label: t('open', { count: list.data?.pages[0]?.open ?? 0 }) },
              { value: 'all', label: t('all') },
            ]}
          />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data &&
          (rows.length === 0 ? (
            <EmptyState text={all ? t('never') : t('none')} />
          ) : (
            <div className="overflow-hidden border-line max-tablet:border-y tablet:rounded-card tablet:border">
              <ul aria-label={t('title')}>
                {rows.map((n) => (
                  <Item key={n.id} seat={seat} notice={n} />
                ))}
              </ul>
              <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </div>
          ))}
      </div>
    </>
  )
}
