import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowLeft, Mail, MessageSquare } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { components } from '../../api/hub.gen'
import { api, ok } from '../../lib/api'
import { formatInstant } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { toProblem } from '../../lib/problem'
import { Queries } from '../../lib/query'
import { NotFoundPage } from '../../shell/ErrorPages'
import { Button, buttonClass } from '../../ui/Button'
import { Field, Input } from '../../ui/Field'
import { PageHeader } from '../../ui/Page'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { Letter } from './Letter'

type Message = components['schemas']['MailboxMessage']

const refetchInterval = 3_000
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The hub filters by whole addresses only; a part of one is looked for here. */
const sentTo = (to: string) => (m: Message) => m.to.toLowerCase().includes(to.toLowerCase())

const useMailbox = () =>
  useQuery({
    queryKey: ['mailbox'],
    queryFn: ({ signal }) => ok(api.GET('/api/mailbox', { signal })),
    refetchInterval: ({ state }) => (off(state.error) ? false : refetchInterval),
  })

/** This hub sends real mail; there is no mailbox to look into. */
const off = (error: unknown) => error !== null && toProblem(error).status === 404

/** The filter follows typing a moment later: an address per key would fill the history of the browser's bar. */
function Filter({ to }: { to: string }) {
  const t = useTranslations('hub.mailbox')
  const navigate = useNavigate()
  const [typed, setTyped] = useState(to)
  const [seen, setSeen] = useState(to)
  if (seen !== to) {
    // The address changed under us (Back, "show all"): it is right.
    setSeen(to)
    if (to !== typed.trim()) setTyped(to)
  }
  useEffect(() => {
    if (typed.trim() === to) return
    const timer = setTimeout(() => void navigate({ to: '/mailbox', search: typed.trim() ? { to: typed.trim() } : {}, replace: true }), 250)
    return () => clearTimeout(timer)
  }, [typed, to, navigate])
  return (
    <Field label={t('filter')} className="max-w-md">
      <Input type="search" name="to" autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder={t('filterHint')} value={typed} onChange={(e) => setTyped(e.target.value)} />
    </Field>
  )
}

function Row({ message, to, open }: { message: Message; to: string; open: boolean }) {
  const t = useTranslations('hub.mailbox')
  const Icon = message.kind === 'sms' ? MessageSquare : Mail
  return (
    <li className="border-b border-line">
      <Link
        to="/mailbox"
        search={{ ...(to && { to }), id: message.id }}
        aria-current={open ? 'true' : undefined}
        className={clsx('grid min-h-row grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 px-4 py-2 -outline-offset-2 no-underline', open ? 'bg-best text-best-ink' : 'hover:bg-sunk')}
      >
        <Icon aria-label={t(message.kind)} className={open ? undefined : 'text-ink2'} />
        <span className="grid min-w-0">
          <span className="truncate font-strong">{message.subject || message.text}</span>
          <span className={clsx('flex gap-2 text-small', !open && 'text-ink2')}>
            <span className="min-w-0 flex-1 truncate">{message.to}</span>
            <time dateTime={message.sent_at} className="num">
              {formatInstant(message.sent_at, zone)}
            </time>
          </span>
        </span>
      </Link>
    </li>
  )
}

function Reader({ message, to }: { message: Message; to: string }) {
  const t = useTranslations('hub.mailbox')
  return (
    <article className="grid min-w-0 content-start gap-4 p-4">
      <Link to="/mailbox" search={to ? { to } : {}} className={buttonClass('quiet', 'justify-self-start desktop:hidden')}>
        <ArrowLeft aria-hidden />
        {t('back')}
      </Link>
      <header className="grid gap-1">
        <h2 className="text-h2 font-strong wrap-anywhere">{message.subject || t(message.kind)}</h2>
        <p className="num text-small text-ink2 wrap-anywhere">
          {t('to', { to: message.to })} · {formatInstant(message.sent_at, zone)}
        </p>
      </header>
      <Letter text={message.text} html={message.html} />
    </article>
  )
}

function Content({ to, id }: { to: string; id?: string }) {
  const t = useTranslations('hub.mailbox')
  const { data, error, refetch } = useMailbox()
  const navigate = useNavigate()
  if (off(error)) return <NotFoundPage />
  const items = (data?.items ?? []).filter(sentTo(to))
  const message = id === undefined ? undefined : items.find((m) => m.id === id)
  const chosen = id !== undefined && data !== undefined
  return (
    <>
      <PageHeader title={t('title')} note={<span className="text-small">{t('note')}</span>}>
        <Filter to={to} />
      </PageHeader>
      {error && data && <Banner kind="warn">{t('stale')}</Banner>}
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />)}
      {data && items.length === 0 && (
        <EmptyState
          icon={<Mail aria-hidden />}
          text={to ? t('emptyFor', { to }) : t('empty')}
          action={
            to ? (
              <Button onClick={() => void navigate({ to: '/mailbox', search: {} })}>{t('all')}</Button>
            ) : (
              <a href="/signup" className={buttonClass()}>
                {t('signUp')}
              </a>
            )
          }
        />
      )}
      {items.length > 0 && (
        <div className="grid flex-1 desktop:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)]">
          <ul aria-label={t('list')} className={clsx('content-start border-line desktop:block desktop:border-r', chosen ? 'hidden' : 'block')}>
            {items.map((m) => (
              <Row key={m.id} message={m} to={to} open={m.id === id} />
            ))}
          </ul>
          {message ? (
            <Reader key={message.id} message={message} to={to} />
          ) : (
            <p className={clsx('p-8 text-center text-ink2', !chosen && 'max-desktop:hidden')}>
              {chosen ? t('gone') : t('pick')}{' '}
              {chosen && (
                <Link to="/mailbox" search={to ? { to } : {}} className="text-accent underline">
                  {t('back')}
                </Link>
              )}
            </p>
          )}
        </div>
      )}
    </>
  )
}

/** What the hub would have sent: only where it keeps its mail to itself. */
export function Mailbox() {
  const { to = '', id } = useSearch({ strict: false }) as { to?: string; id?: string }
  return (
    <Queries>
      <Content to={to} id={id} />
    </Queries>
  )
}
