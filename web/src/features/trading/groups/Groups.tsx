import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Field, Input } from '../../../ui/Field'
import { ConfirmDialog, Dialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { sameTerms } from '../customers/terms'
import { TermsFields } from '../customers/TermsFields'
import { askAgain, groupsQuery, type Group, type Terms } from '../supplierQueries'
import { useTermsInWords } from '../termsInWords'

const etagOf = (g: Group) => `"${g.version}"`

const put = (company: string, group: Group, change: { name?: string; terms?: Terms; position?: number }) =>
  api.PUT('/api/companies/{company}/groups/{group}', {
    params: { path: { company, group: group.id }, header: { 'If-Match': etagOf(group) } },
    body: { name: group.name, terms: group.terms, position: group.position, ...change },
  })

/** A name and the terms its customers inherit. A colleague's change meanwhile is taken over where it touches the other of the two. */
function Edit({ seat, group, last, onClose }: { seat: Seat; group: Group | null; last: number; onClose: () => void }) {
  const t = useTranslations()
  const company = seat.company.id
  const [base, setBase] = useState(group)
  const [name, setName] = useState(group?.name ?? '')
  const [terms, setTerms] = useState<Terms>(group?.terms ?? {})
  const [theirs, setTheirs] = useState(false)
  const save = async () => {
    if (!base) {
      await api.POST('/api/companies/{company}/groups', { params: { path: { company } }, body: { name: name.trim(), terms, position: last + 1 } })
      return
    }
    try {
      await put(company, base, { name: name.trim(), terms })
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      const { items } = await queryClient.fetchQuery({ ...groupsQuery(company), staleTime: 0 })
      const now = items.find((g) => g.id === base.id)
      if (!now) throw error
      const mineName = name.trim() !== base.name
      const mineTerms = !sameTerms(terms, base.terms)
      if ((mineName && now.name !== base.name) || (mineTerms && !sameTerms(now.terms, base.terms))) {
        setBase(now)
        setTheirs(true)
        throw error
      }
      await put(company, now, { ...(mineName && { name: name.trim() }), ...(mineTerms && { terms }) })
    }
  }
  const form = useForm({ '/name': given(name) }, async () => {
    await save()
    await askAgain(company)
    toast(t('groups.saved', { name: name.trim() }))
    onClose()
  })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={group ? t('groups.editOf', { name: group.name }) : t('groups.new')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="group" busy={form.busy}>
            {theirs ? t('groups.saveAnyway') : t('groups.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="group" className="grid gap-4">
        {theirs && base && (
          <div role="alert" className="grid gap-2 rounded-control border border-warn bg-warn-bg p-3">
            <p className="font-strong text-warn">{t('groups.theirs', { name: base.name })}</p>
            <Button
              onClick={() => {
                setName(base.name)
                setTerms(base.terms)
                setTheirs(false)
              }}
            >
              {t('groups.take')}
            </Button>
          </div>
        )}
        <Field label={t('groups.name')} error={form.error('/name')}>
          <Input
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={(e) => {
              setName(e.target.value)
              form.edited('/name')
            }}
          />
        </Field>
        <h3 className="font-strong">{t('groups.terms')}</h3>
        <p className="-mt-3 text-small text-ink2">{t('groups.termsHint')}</p>
        <TermsFields value={terms} onChange={setTerms} />
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** Customers that have something in common: their terms, and what they see. */
export function Page() {
  const t = useTranslations('groups')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { text } = useProblemText()
  const { data, error, refetch } = useQuery(groupsQuery(company))
  const [edit, setEdit] = useState<Group | 'new' | null>(null)
  const [remove, setRemove] = useState<Group | null>(null)
  const words = useTermsInWords()
  const write = mayOf(seat, 'trading.customer.write')
  const rows = data?.items ?? []
  const add = () => setEdit('new')
  // Two neighbours change places; positions may have gaps or be the same.
  const move = async (from: number, by: 1 | -1) => {
    const order = [...rows]
    const [one, two] = [order[from], order[from + by]]
    if (!one || !two) return
    order[from] = two
    order[from + by] = one
    try {
      await Promise.all(order.flatMap((g, i) => (g.position === i ? [] : [put(company, g, { position: i })])))
    } catch (e) {
      toast(text(toProblem(e)))
    } finally {
      await askAgain(company)
    }
  }
  const columns: Column<Group>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (g) => (
        <Link to="/c/$company/customers" params={{ company }} search={{ group: g.id }} data-row={g.id} className="font-strong text-ink wrap-anywhere">
          {g.name}
        </Link>
      ),
    },
    { key: 'customers', title: t('customers'), num: true, cell: (g) => t('connectedOf', { connected: g.connected, customers: g.customers }) },
    { key: 'terms', title: t('terms'), cell: (g) => words(g.terms).map((l) => l.text).join(' · ') || '–' },
    {
      key: 'grant', title: t('grant'),
      cell: (g) =>
        seat.permissions.includes('trading.grant.read') ? (
          <Link to="/c/$company/grants" params={{ company }} search={{ at: g.id }} className="text-accent underline">
            {g.has_grant ? t('ownGrant') : t('noGrant')}
          </Link>
        ) : g.has_grant ? (
          t('ownGrant')
        ) : (
          t('noGrant')
        ),
    },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (g) => {
        const at = rows.indexOf(g)
        return (
          <span className="flex justify-end gap-1 max-tablet:-ml-3 max-tablet:justify-start">
            <Button kind="quiet" disabled={write.disabled || at === 0} aria-label={t('upOf', { name: g.name })} icon={<ArrowUp aria-hidden />} onClick={() => void move(at, -1)} />
            <Button kind="quiet" disabled={write.disabled || at === rows.length - 1} aria-label={t('downOf', { name: g.name })} icon={<ArrowDown aria-hidden />} onClick={() => void move(at, 1)} />
            <Button kind="quiet" disabled={write.disabled} aria-label={t('editOf', { name: g.name })} onClick={() => setEdit(g)}>
              {t('edit')}
            </Button>
            <Button kind="quiet" disabled={write.disabled} aria-label={t('removeOf', { name: g.name })} className="text-bad!" onClick={() => setRemove(g)}>
              {t('remove')}
            </Button>
          </span>
        )
      },
    })
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        note={data?.without_group ? t('without', { count: data.without_group }) : undefined}
        actions={
          write.shown && (
            <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={add}>
              {t('new')}
            </Button>
          )
        }
      >
        <SubPlaces seat={seat} of="customers" />
      </PageHeader>
      <div className="p-4 max-tablet:px-0">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={5} />}
        {data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(g) => g.id}
              empty={
                <EmptyState
                  text={t('none')}
                  action={
                    write.shown && !write.disabled ? (
                      <Button onClick={add}>{t('new')}</Button>
                    ) : (
                      <Link to="/c/$company/customers" params={{ company }} className={buttonClass('plain')}>
                        {t('toCustomers')}
                      </Link>
                    )
                  }
                />
              }
            />
          </div>
        )}
      </div>
      {edit && <Edit seat={seat} group={edit === 'new' ? null : edit} last={Math.max(-1, ...rows.map((g) => g.position))} onClose={() => setEdit(null)} />}
      <ConfirmDialog
        open={remove !== null}
        onClose={() => setRemove(null)}
        title={t('removeTitle', { name: remove?.name ?? '' })}
        description={t('removeText', { customers: remove?.customers ?? 0 })}
        action={t('remove')}
        onConfirm={async () => {
          if (!remove) return
          await api.DELETE('/api/companies/{company}/groups/{group}', { params: { path: { company, group: remove.id } } })
          await askAgain(company)
          toast(t('removed', { name: remove.name }))
        }}
      />
    </>
  )
}
