import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { MailPlus, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone, formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Avatar } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { invitationPages, seatPages, type Invitation, type TeamSeat } from './queries'
import { RoleChips } from './Roles'

const Invite = lazy(() => import('./Invite').then((m) => ({ default: m.Invite })))
const EditRoles = lazy(() => import('./EditSeat').then((m) => ({ default: m.EditRoles })))
const RemoveSeat = lazy(() => import('./EditSeat').then((m) => ({ default: m.RemoveSeat })))

type Search = { q?: string; invite?: boolean; seat?: string }

function Seats({ seat, q, marked, onEdit, onRemove, onInvite }: { seat: Seat; q: string; marked?: string; onEdit: (s: TeamSeat) => void; onRemove: (s: TeamSeat) => void; onInvite: () => void }) {
  const t = useTranslations('team')
  const company = seat.company.id
  const list = useInfiniteQuery({ ...seatPages(company, q), placeholderData: keepPreviousData })
  const write = mayOf(seat, 'identity.seat.write')
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={6} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const columns: Column<TeamSeat>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (s) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={s.name} />
          <span className="min-w-0 wrap-anywhere">
            <span className={s.id === marked ? 'bg-warn-bg font-strong text-warn' : undefined}>{s.name}</span>
            {s.me && <span className="text-ink2"> · {t('me')}</span>}
          </span>
        </span>
      ),
    },
    { key: 'email', title: t('email'), cell: (s) => <span className="wrap-anywhere">{s.email}</span> },
    { key: 'roles', title: t('roles'), cell: (s) => <RoleChips roles={s.roles} /> },
    { key: 'since', title: t('since'), num: true, cell: (s) => dayOf(s.created_at, deviceZone) },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (s) => (
        <span className="flex justify-end gap-1 max-tablet:-ml-3 max-tablet:justify-start">
          <Button kind="quiet" disabled={write.disabled} aria-label={t('editOf', { name: s.name })} onClick={() => onEdit(s)}>
            {t('edit')}
          </Button>
          <Button kind="quiet" disabled={write.disabled} aria-label={s.me ? undefined : t('removeOf', { name: s.name })} onClick={() => onRemove(s)} className="text-bad!">
            {s.me ? t('leave') : t('remove')}
          </Button>
        </span>
      ),
    })
  }
  return (
    <>
      <DataTable
        label={t('seats')}
        columns={columns}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<EmptyState text={q ? t('nobody', { q }) : t('alone')} action={write.shown && !write.disabled && <Button onClick={onInvite}>{t('invite')}</Button>} />}
      />
      {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function Invitations({ seat }: { seat: Seat }) {
  const t = useTranslations('team')
  const lang = useLocale()
  const now = useNow()
  const { text } = useProblemText()
  const company = seat.company.id
  const list = useInfiniteQuery(invitationPages(company))
  const write = mayOf(seat, 'identity.seat.write')
  const [busy, setBusy] = useState('')
  const again = () => queryClient.invalidateQueries({ queryKey: ['team', company] })
  const act = async (id: string, deed: () => Promise<unknown>) => {
    setBusy(id)
    try {
      await deed()
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      await again()
      setBusy('')
    }
  }
  const resend = (i: Invitation) =>
    act(i.id, async () => {
      await api.POST('/api/companies/{company}/invitations/{invitation}/resend', { params: { path: { company, invitation: i.id } } })
      toast(t('resent', { email: i.email }))
    })
  // The link ends at once, for it may be in wrong hands; taking that back means a new link.
  const revoke = (i: Invitation) =>
    act(i.id, async () => {
      await api.DELETE('/api/companies/{company}/invitations/{invitation}', { params: { path: { company, invitation: i.id } } })
      toast(t('revoked', { email: i.email }), () => void act(i.id, () => api.POST('/api/companies/{company}/invitations', { params: { path: { company } }, body: { email: i.email, roles: i.roles } })))
    })
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={3} />
  const rows = list.data.pages.flatMap((p) => p.items)
  if (rows.length === 0) return <p className="text-ink2">{t('noInvitations')}</p>
  const columns: Column<Invitation>[] = [
    { key: 'email', title: t('email'), main: true, cell: (i) => <span className="wrap-anywhere">{i.email}</span> },
    { key: 'roles', title: t('roles'), cell: (i) => <RoleChips roles={i.roles} /> },
    { key: 'by', title: t('by'), cell: (i) => i.invited_by },
    { key: 'until', title: t('until'), num: true, cell: (i) => <span title={dayOf(i.expires_at, deviceZone)}>{formatAgo(lang, i.expires_at, now)}</span> },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (i) => (
        <span className="flex justify-end gap-1 max-tablet:-ml-3 max-tablet:justify-start">
          <Button kind="quiet" disabled={write.disabled} busy={busy === i.id} aria-label={t('resendTo', { email: i.email })} onClick={() => void resend(i)}>
            {t('resend')}
          </Button>
          <Button kind="quiet" disabled={write.disabled || busy === i.id} aria-label={t('revokeOf', { email: i.email })} onClick={() => void revoke(i)} className="text-bad!">
            {t('revoke')}
          </Button>
        </span>
      ),
    })
  }
  return (
    <div className="-m-4">
      <DataTable label={t('invitations')} columns={columns} rows={rows} rowKey={(i) => i.id} />
      {list.hasNextPage && <LoadMore shown={rows.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  )
}

/** Who works here, with what roles, and who is invited. */
export function Page() {
  const t = useTranslations('team')
  const seat = useCompanySeat()
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const to = (change: Partial<Search>, replace = true) =>
    void navigate({ to: '/c/$company/team', params: { company: seat.company.id }, search: { q: search.q, seat: search.seat, ...change }, replace })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const [edit, setEdit] = useState<TeamSeat | null>(null)
  const [remove, setRemove] = useState<TeamSeat | null>(null)
  const write = mayOf(seat, 'identity.seat.write')
  const invite = () => to({ invite: true }, false)
  return (
    <>
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          <>
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden print:hidden">
              {t('print')}
            </Button>
            {write.shown && (
              <Button kind="primary" icon={<MailPlus aria-hidden />} disabled={write.disabled} onClick={invite} className="max-tablet:w-full print:hidden">
                {t('invite')}
              </Button>
            )}
          </>
        }
      />
      <div className="grid gap-4 p-4 max-tablet:p-0 max-tablet:pt-3">
        <div className="max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md" />
        </div>
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <Seats seat={seat} q={search.q ?? ''} marked={search.seat} onEdit={setEdit} onRemove={setRemove} onInvite={invite} />
        </div>
        <Section title={t('invitations')} className="max-tablet:rounded-none max-tablet:border-x-0">
          <Invitations seat={seat} />
        </Section>
      </div>
      <Suspense>
        {search.invite && write.shown && !write.disabled && <Invite seat={seat} onClose={() => to({ invite: undefined })} />}
        {edit && <EditRoles seat={seat} whom={edit} onClose={() => setEdit(null)} />}
        {remove && <RemoveSeat seat={seat} whom={remove} onClose={() => setRemove(null)} />}
      </Suspense>
    </>
  )
}
