import { useQuery } from '@tanstack/react-query'
import { Plug } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../lib/api'
import { deviceZone, formatAgo, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { CopyField } from '../../../ui/CopyField'
import { ConfirmDialog } from '../../../ui/lazy'
import { Field } from '../../../ui/Field'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { clientsQuery, clientToChange, type Client } from './queries'

const EditClient = lazy(() => import('./EditClient').then((m) => ({ default: m.EditClient })))
const NewSecret = lazy(() => import('./NewSecret').then((m) => ({ default: m.NewSecret })))
const SignIns = lazy(() => import('./SignIns').then((m) => ({ default: m.SignIns })))

type Acts = { write: ReturnType<typeof mayOf>; onEdit: () => void; onSecret: () => void; onOff: () => void; onOn: () => void; onDelete: () => void }

function Portal({ company, client, write, onEdit, onSecret, onOff, onOn, onDelete }: { company: string; client: Client } & Acts) {
  const t = useTranslations('clients')
  const lang = useLocale()
  const now = useNow()
  const [open, setOpen] = useState(false)
  const on = client.state === 'on'
  const act = (label: string, onClick: () => void, danger?: boolean) => (
    <Button kind="quiet" disabled={write.disabled} className={danger ? 'text-bad!' : undefined} aria-label={`${label} · ${client.name}`} onClick={onClick}>
      {label}
    </Button>
  )
  return (
    <Section title={client.name} note={<StatusDot kind={on ? 'done' : 'off'}>{t(client.state)}</StatusDot>} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-4">
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('clientId')}>
            <CopyField label={t('clientId')} value={client.id} />
          </Field>
          <dl className="grid content-start gap-1">
            <dt className="font-strong">{t('secret')}</dt>
            {client.auth_method === 'none' ? (
              <dd>{t('public')}</dd>
            ) : (
              <>
                {client.secrets.length === 0 && <dd className="text-warn">{t('noSecret')}</dd>}
                {client.secrets.map((s) => (
                  <dd key={s.created_at}>
                    {t('madeAt', { at: formatInstant(s.created_at, deviceZone) })}
                    {s.expires_at && ` · ${t('endsAt', { at: formatInstant(s.expires_at, deviceZone) })}`}
                  </dd>
                ))}
              </>
            )}
            <dt className="font-strong">{t('last')}</dt>
            <dd>{client.last_sign_in_at ? formatAgo(lang, client.last_sign_in_at, now) : t('never')}</dd>
          </dl>
        </div>
        <div>
          <h3 className="font-strong">{t('redirects')}</h3>
          <ul className="num text-small wrap-anywhere">
            {client.redirect_uris.map((u) => (
              <li key={u}>{u}</li>
            ))}
          </ul>
        </div>
        <div className="-ml-3 flex flex-wrap gap-1 print:hidden">
          <Button kind="quiet" aria-expanded={open} aria-label={`${t('who')} · ${client.name}`} onClick={() => setOpen(!open)}>
            {t('who')}
          </Button>
          {write.shown && act(t('edit'), onEdit)}
          {write.shown && client.auth_method !== 'none' && act(t('newSecret'), onSecret)}
          {write.shown && (on ? act(t('switchOff'), onOff, true) : act(t('switchOn'), onOn))}
          {write.shown && act(t('delete'), onDelete, true)}
        </div>
        {open && (
          <div className="-mx-4 -mb-4 border-t border-line">
            <Suspense fallback={<Skeleton lines={4} />}>
              <SignIns company={company} client={client.id} />
            </Suspense>
          </div>
        )}
      </div>
    </Section>
  )
}

function Guide() {
  const t = useTranslations('clients')
  return (
    <Section title={t('guide')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-3">
        <Field label={t('issuer')}>
          <CopyField label={t('issuer')} value={`${location.origin}/.well-known/openid-configuration`} />
        </Field>
        <p className="text-small text-ink2">{t('guideText')}</p>
      </div>
    </Section>
  )
}

type Asked = { what: 'edit' | 'secret' | 'off' | 'delete'; client: Client & { etag?: string } } | { what: 'new' }

/** The portals of a supplier that its customers sign in to with the hub. */
export function Page() {
  const t = useTranslations('clients')
  const { text } = useProblemText()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(clientsQuery(company))
  const [asked, setAsked] = useState<Asked | null>(null)
  const write = mayOf(seat, 'sso.client.write')
  const close = () => setAsked(null)
  const path = (client: Client) => ({ company, client: client.id })
  const again = () => queryClient.invalidateQueries({ queryKey: ['clients', company] })
  const turn = async (client: Client, state: Client['state']) => {
    await api.PATCH('/api/companies/{company}/sso/clients/{client}', { params: { path: path(client) }, body: { state } })
    await again()
    toast(state === 'on' ? t('onDone', { app: client.name }) : t('offDone', { app: client.name }))
  }
  const attempt = (deed: Promise<unknown>) => void deed.catch((problem: unknown) => toast(text(toProblem(problem))))
  const edit = (client: Client) => attempt(clientToChange(company, client.id).then((fresh) => setAsked({ what: 'edit', client: fresh })))
  const add = write.shown && (
    <Button kind="primary" icon={<Plug aria-hidden />} disabled={write.disabled} onClick={() => setAsked({ what: 'new' })} className="max-tablet:w-full">
      {t('new')}
    </Button>
  )
  const asking = asked && asked.what !== 'new' ? asked : null
  const named = { app: asking?.client.name ?? '' }
  return (
    <>
      <PageHeader title={t('title')} actions={data && data.items.length > 0 && add} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={6} />}
      {data && (
        <div className="grid max-w-4xl gap-4 p-4 max-tablet:px-0">
          <p className="text-ink2 max-tablet:px-4">{t('lead')}</p>
          {data.items.length === 0 && <EmptyState icon={<Plug aria-hidden />} text={t('none')} action={add} />}
          {data.items.map((client) => (
            <Portal
              key={client.id}
              company={company}
              client={client}
              write={write}
              onEdit={() => edit(client)}
              onSecret={() => setAsked({ what: 'secret', client })}
              onOff={() => setAsked({ what: 'off', client })}
              onOn={() => attempt(turn(client, 'on'))}
              onDelete={() => setAsked({ what: 'delete', client })}
            />
          ))}
          <Guide />
        </div>
      )}
      <Suspense>
        {asked?.what === 'new' && <EditClient company={company} onClose={close} onDone={(client) => setAsked(client.auth_method === 'none' ? null : { what: 'secret', client })} />}
        {asking?.what === 'edit' && <EditClient company={company} client={asking.client} onClose={close} onDone={close} />}
        {asking?.what === 'secret' && <NewSecret company={company} client={asking.client} onClose={close} />}
      </Suspense>
      <ConfirmDialog
        open={asking?.what === 'off'}
        onClose={close}
        title={t('offTitle', named)}
        description={t('offText')}
        action={t('switchOff')}
        onConfirm={() => (asking ? turn(asking.client, 'off') : undefined)}
      />
      <ConfirmDialog
        open={asking?.what === 'delete'}
        onClose={close}
        title={t('deleteTitle', named)}
        description={t('deleteText')}
        action={t('deleteDo', named)}
        onConfirm={async () => {
          if (!asking) return
          await api.DELETE('/api/companies/{company}/sso/clients/{client}', { params: { path: path(asking.client) } })
          await again()
          toast(t('deleted', named))
        }}
      />
    </>
  )
}
