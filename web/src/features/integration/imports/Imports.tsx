import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ClipboardPaste, FileUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { upload } from '../../../lib/upload'
import { useDeed } from '../../../lib/useDeed'
import { usePasted } from '../../../lib/usePasted'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Field, TextArea } from '../../../ui/Field'
import { FileDrop } from '../../../ui/FileDrop'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ProgressBar } from '../../../ui/ProgressBar'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { askAgain, importPages, type Import } from './queries'
import { RollBack } from './RollBack'

const largest = 2 * 1024 * 1024 * 1024
const dots: Record<Import['state'], StatusKind> = {
  staged: 'warn', judging: 'part', judged: 'warn', scheduled: 'waiting', committing: 'part', committed: 'done', rolling_back: 'part', rolled_back: 'off', failed: 'blocked',
}

type Sending = { name: string; share: number; stop: () => void }

/** A file on its way. It goes on while other pages are looked at, and leads to its columns if nobody has gone there. */
function useBring(company: string) {
  const t = useTranslations('integration')
  const navigate = useNavigate()
  const deed = useDeed()
  const [sending, setSending] = useState<Sending | null>(null)
  const here = useRef(true)
  const aborted = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  useEffect(() => {
    if (!sending) return
    const ask = (e: BeforeUnloadEvent) => e.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [sending])
  const bring = (file: Blob, name: string) =>
    void deed.run(async () => {
      const control = new AbortController()
      const stop = () => {
        aborted.current = true
        control.abort()
      }
      aborted.current = false
      setSending({ name, share: 0, stop })
      try {
        const staged = await upload<Import>(`/api/companies/${encodeURIComponent(company)}/imports?name=${encodeURIComponent(name.slice(0, 200))}`, file, {
          onProgress: (share) => setSending({ name, share, stop }),
          signal: control.signal,
        })
        void askAgain(company)
        if (here.current) await navigate({ to: '/c/$company/imports/$import', params: { company, import: staged.id } })
        else toast(t('arrived', { name }))
      } catch (error) {
        if (!aborted.current) throw error
      } finally {
        setSending(null)
      }
    })
  return { bring, sending, problem: deed.problem, busy: deed.busy }
}

function Sent({ sending: { name, share, stop } }: { sending: Sending }) {
  const t = useTranslations('integration')
  const lang = useLocale()
  return (
    <div className="flex items-center gap-3 rounded-card border border-line bg-surface p-4">
      <div className="grid min-w-0 flex-1 gap-1">
        <span className="font-strong wrap-anywhere">{name}</span>
        <ProgressBar label={t('sendingOf', { name })} share={share < 1 ? share : null} />
        <span className="num text-small text-ink2">{share < 1 ? t('sent', { percent: formatNumber(lang, Math.floor(share * 100)) }) : t('reading')}</span>
      </div>
      <Button kind="quiet" icon={<X aria-hidden />} onClick={stop}>
        {t('stop')}
      </Button>
    </div>
  )
}

/** Rows of a spreadsheet or lines of text, for devices and people without Ctrl+V on a page. */
function PasteRows({ busy, onRows }: { busy: boolean; onRows: (text: string) => void }) {
  const t = useTranslations('integration')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  if (!open) {
    return (
      <Button kind="quiet" icon={<ClipboardPaste aria-hidden />} className="mt-2" onClick={() => setOpen(true)}>
        {t('pasteRows')}
      </Button>
    )
  }
  return (
    <form
      className="mt-2 grid gap-2"
      onSubmit={(e) => {
        e.preventDefault()
        onRows(text)
      }}
    >
      <Field label={t('pasteLabel')} hint={t('pasteHint')}>
        <TextArea
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          rows={8}
          spellCheck={false}
          className="num"
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </Field>
      <div className="flex justify-end gap-3 max-tablet:flex-col-reverse">
        <Button onClick={() => setOpen(false)}>{t('pasteClose')}</Button>
        <Button type="submit" kind="primary" busy={busy} disabled={text.trim() === ''}>
          {t('pasteBring')}
        </Button>
      </div>
    </form>
  )
}

/** Price files: one is brought here, and what became of the earlier ones. */
export function Page() {
  const t = useTranslations('integration')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const drop = useRef<HTMLDivElement>(null)
  const list = useInfiniteQuery(importPages(company))
  const write = mayOf(seat, 'integration.import.write')
  const may = write.shown && !write.disabled
  const { bring, sending, problem, busy } = useBring(company)
  usePasted(may && !busy, t('pastedName'), bring)

  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const count = (i: Import, n: number, tone?: string) => (i.counts.lines_in === 0 ? '–' : <span className={n > 0 ? tone : undefined}>{formatNumber(lang, n)}</span>)
  const columns: Column<Import>[] = [
    {
      key: 'name', title: t('file'), main: true,
      cell: (i) => (
        <Link to="/c/$company/imports/$import" params={{ company, import: i.id }} data-row={i.id} className="font-strong text-ink wrap-anywhere">
          {i.file_name}
        </Link>
      ),
    },
    {
      key: 'state', title: t('state'),
      cell: (i) => (
        <span className="grid max-tablet:justify-items-end">
          <StatusDot kind={i.state === 'committed' && i.counts.flagged > 0 ? 'warn' : dots[i.state]}>{t(`states.${i.state}`)}</StatusDot>
          {i.state === 'scheduled' && i.valid_from && <span className="num text-small text-ink2">{formatInstant(i.valid_from, deviceZone)}</span>}
          {i.state === 'rolled_back' && i.kept ? <span className="text-small text-ink2">{t('kept', { count: i.kept })}</span> : null}
        </span>
      ),
    },
    { key: 'lines', title: t('count.lines_in'), num: true, cell: (i) => count(i, i.counts.lines_in) },
    { key: 'new', title: t('count.new'), num: true, cell: (i) => count(i, i.counts.new) },
    { key: 'changed', title: t('count.changed'), num: true, cell: (i) => count(i, i.counts.changed) },
    { key: 'withdrawn', title: t('count.withdrawn'), num: true, cell: (i) => count(i, i.counts.withdrawn) },
    { key: 'flagged', title: t('count.flagged'), num: true, cell: (i) => count(i, i.counts.flagged, 'font-strong text-warn') },
    { key: 'by', title: t('by'), deskOnly: true, cell: (i) => i.created_by ?? '–' },
    { key: 'at', title: t('at'), num: true, cell: (i) => formatInstant(i.created_at, deviceZone) },
  ]
  if (may) columns.push({ key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true, cell: (i) => <RollBack company={company} now={i} quiet /> })
  return (
    <>
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          seat.permissions.includes('comparison.sheet.read') && (
            <Link to="/c/$company/sheet" params={{ company }} className={buttonClass('quiet')}>
              {t('toSheet')}
            </Link>
          )
        }
      />
      <div className="grid gap-4 p-4">
        {!may && <p className="text-ink2">{t('stopped')}</p>}
        {may && (
          <div ref={drop} className="max-w-3xl">
            {sending ? <Sent sending={sending} /> : <FileDrop label={t('drop')} hint={t('dropHint')} maxSize={largest} onFiles={([file]) => file && bring(file, file.name)} />}
            {!sending && <PasteRows busy={busy} onRows={(text) => bring(new Blob([text], { type: 'text/plain' }), t('pastedName'))} />}
            <Refusal problem={problem} />
          </div>
        )}
        <Section title={t('earlier')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
          <div className="-m-4">
            {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
            {list.isPending && <Skeleton lines={4} />}
            {list.data && (
              <DataTable
                label={t('earlier')}
                columns={columns}
                rows={rows}
                rowKey={(i) => i.id}
                empty={
                  <EmptyState
                    text={t('none')}
                    action={
                      may && !sending && (
                        <Button kind="primary" icon={<FileUp aria-hidden />} onClick={() => drop.current?.querySelector('input')?.click()}>
                          {t('chooseFile')}
                        </Button>
                      )
                    }
                  />
                }
              />
            )}
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        </Section>
      </div>
    </>
  )
}
