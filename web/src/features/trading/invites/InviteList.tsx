import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone, formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { mayOf, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { ConfirmDialog } from '../../../ui/lazy'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { askAgain, invitePages, type Invite, type InviteState } from '../supplierQueries'
import type { ReactNode } from 'react'

const dots: Record<InviteState, StatusKind> = { open: 'waiting', used: 'done', expired: 'off', revoked: 'off' }

type Props = { seat: Seat; state?: InviteState; customer?: string; empty: ReactNode }

/** Invitations: to whom, how, used how often, working how long; each can be taken back. */
export function InviteList({ seat, state, customer, empty }: Props) {
  const t = useTranslations('invites')
  const lang = useLocale()
  const now = useNow()
  const company = seat.company.id
  const list = useInfiniteQuery(invitePages(company, { state, customer }))
  const [revoke, setRevoke] = useState<Invite | null>(null)
  const write = mayOf(seat, 'trading.customer.write')
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={5} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const nameOf = (i: Invite) => i.customer?.name ?? (i.address || t('anybody'))
  const columns: Column<Invite>[] = [
    {
      key: 'to', title: t('to'), main: true,
      cell: (i) => (
        <span className="grid min-w-0">
          {i.customer && !customer ? (
            <Link to="/c/$company/customers/$customer" params={{ company, customer: i.customer.id }} search={{ tab: 'invites' }} className="font-strong text-ink wrap-anywhere">
              {i.customer.name}
            </Link>
          ) : (
            <span className="font-strong wrap-anywhere">{nameOf(i)}</span>
          )}
          {i.customer && i.address && <span className="text-small font-normal text-ink2 wrap-anywhere">{i.address}</span>}
        </span>
      ),
    },
    { key: 'channel', title: t('channel'), cell: (i) => t(`channels.${i.channel}`) },
    { key: 'state', title: t('state'), cell: (i) => <StatusDot kind={dots[i.state]}>{t(`states.${i.state}`)}</StatusDot> },
    { key: 'uses', title: t('uses'), num: true, cell: (i) => t('usesOf', { uses: i.uses, most: i.max_uses }) },
    { key: 'approve', title: t('then'), deskOnly: true, cell: (i) => (i.approve ? t('approved') : t('queued')) },
    { key: 'group', title: t('group'), deskOnly: true, cell: (i) => i.group?.name ?? '–' },
    { key: 'by', title: t('by'), deskOnly: true, cell: (i) => i.created_by ?? '–' },
    { key: 'until', title: t('until'), num: true, cell: (i) => <span title={dayOf(i.expires_at, deviceZone)}>{i.state === 'open' ? formatAgo(lang, i.expires_at, now) : dayOf(i.created_at, deviceZone)}</span> },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (i) =>
        i.state === 'open' && (
          <Button kind="quiet" disabled={write.disabled} className="text-bad! max-tablet:-ml-3" aria-label={t('revokeOf', { name: nameOf(i) })} onClick={() => setRevoke(i)}>
            {t('revoke')}
          </Button>
        ),
    })
  }
  return (
    <>
      <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(i) => i.id} empty={empty} />
      {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      <ConfirmDialog
        open={revoke !== null}
        onClose={() => setRevoke(null)}
        title={t('revokeTitle')}
        description={revoke ? t('revokeText', { name: nameOf(revoke), uses: revoke.uses }) : ''}
        action={t('revoke')}
        onConfirm={async () => {
          if (!revoke) return
          await api.DELETE('/api/companies/{company}/invites/{invite}', { params: { path: { company, invite: revoke.id } } })
          await askAgain(company)
          toast(t('revoked'))
        }}
      />
    </>
  )
}
