import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ArrowLeft, ArrowRight, FileText, Link2, Pencil, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { toProblem, useProblemText, type Problem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { upload } from '../../../lib/upload'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { FileDrop } from '../../../ui/FileDrop'
import { ConfirmDialog, Dialog } from '../../../ui/lazy'
import { Section } from '../../../ui/Page'
import { ProgressBar } from '../../../ui/ProgressBar'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import { ended, type Job } from '../../job/progress'
import { jobQuery } from '../../job/queries'
import { askAgain, itemQuery, mediaPath, type Media } from '../queries'
import { Thumb } from '../Thumb'
import { useUndo } from '../useUndo'

type Where = { company: string; item: string; name: string }
type Sending = { id: number; file: File; share: number; problem: Problem | null; stop: () => void }

const largest = 50 * 1024 * 1024
const most = 50
const accept = '.pdf,image/png,image/jpeg,image/webp,image/gif'
let next = 1

/** The pictures and documents as they are now; everything else of the item stays as it was read. */
async function become(company: string, item: string) {
  await Promise.all([queryClient.invalidateQueries({ queryKey: itemQuery(company, item).queryKey }), askAgain(company)])
}

const bring = (company: string, item: string, file: Blob, words: { name: string; title?: string; alt?: string }, options: { onProgress: (share: number) => void; signal: AbortSignal }) =>
  upload<Media>(`/api/companies/${company}/items/${item}/media?${new URLSearchParams(Object.entries(words).filter((e): e is [string, string] => Boolean(e[1])))}`, file, options)

const put = (company: string, item: string, media: readonly string[]) => ok(api.PUT('/api/companies/{company}/items/{item}/media/order', { params: { path: { company, item } }, body: { media: [...media] } }))

/** Files on their way; several go up side by side. */
function useSendings({ company, item }: Where) {
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  const change = (id: number, part: Partial<Sending>) => setSendings((list) => list.map((s) => (s.id === id ? { ...s, ...part } : s)))
  const drop = (id: number) => setSendings((list) => list.filter((s) => s.id !== id))
  const start = async (id: number, file: File) => {
    const control = new AbortController()
    change(id, { problem: null, share: 0, stop: () => control.abort() })
    try {
      await bring(company, item, file, { name: file.name.slice(0, 200) }, { onProgress: (share) => change(id, { share }), signal: control.signal })
      await become(company, item)
      drop(id)
    } catch (error) {
      if (control.signal.aborted) drop(id)
      else change(id, { problem: toProblem(error) })
    }
  }
  const take = (files: readonly File[]) => {
    const fresh = files.map((file): Sending => ({ id: next++, file, share: 0, problem: null, stop: () => undefined }))
    setSendings((list) => [...list, ...fresh])
    for (const { id, file } of fresh) void start(id, file)
  }
  return { sendings, take, again: ({ id, file }: Sending) => void start(id, file), drop }
}

function Sent({ sending, onAgain, onDrop }: { sending: Sending; onAgain: () => void; onDrop: () => void }) {
  const t = useTranslations('item')
  const { text } = useProblemText()
  const { file, share, problem, stop } = sending
  return (
    <li className="grid gap-1 py-2">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 wrap-anywhere">{file.name}</span>
        {problem && <Button onClick={onAgain}>{t('mediaAgain')}</Button>}
        <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('mediaStop', { name: file.name })} onClick={problem ? onDrop : stop} />
      </span>
      {problem ? (
        <span role="alert" className="text-small text-bad">
          {text(problem)}
        </span>
      ) : (
        <ProgressBar label={t('mediaSending', { name: file.name })} share={share < 1 ? share : null} />
      )}
    </li>
  )
}

/** What the picture shows, for those who do not see it. */
function Words({ company, item, media, onClose }: Where & { media: Media; onClose: () => void }) {
  const t = useTranslations('item')
  const deed = useDeed()
  const [title, setTitle] = useState(media.title ?? '')
  const [alt, setAlt] = useState(media.alt ?? '')
  const save = () =>
    deed.run(async () => {
      await api.PATCH('/api/companies/{company}/items/{item}/media/{media}', { params: { path: { company, item, media: media.id } }, body: { title: title.trim(), alt: alt.trim() } })
      await become(company, item)
      onClose()
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('mediaWords')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="media" busy={deed.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        id="media"
        className="grid gap-4"
        onSubmit={(e) => {
          e.preventDefault()
          void save()
        }}
      >
        {media.kind === 'image' && <Thumb src={mediaPath(company, item, media.id, true)} alt={media.alt} className="h-48 w-full" />}
        {media.kind === 'image' && (
          <Field label={t('mediaAlt')} hint={t('mediaAltHint')} required={false}>
            <Input value={alt} maxLength={500} autoComplete="off" onChange={(e) => setAlt(e.target.value)} />
          </Field>
        )}
        <Field label={t('mediaTitle')} required={false}>
          <Input value={title} maxLength={200} autoComplete="off" onChange={(e) => setTitle(e.target.value)} />
        </Field>
      </form>
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}

/** A picture or document from the web; the hub fetches it. */
function FromAddress({ company, item }: Where) {
  const t = useTranslations('item')
  const deed = useDeed()
  const [address, setAddress] = useState('')
  const [job, setJob] = useState<Job | null>(null)
  const fetchIt = () =>
    deed.run(async () => {
      setJob(await ok(api.POST('/api/companies/{company}/items/{item}/media/from-address', { params: { path: { company, item } }, body: { address: address.trim() } })))
      setAddress('')
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    })
  return (
    <div className="grid gap-2">
      <form
        className="flex items-end gap-2"
        onSubmit={(e) => {
          e.preventDefault()
          void fetchIt()
        }}
      >
        <Field label={t('mediaAddress')} className="min-w-0 flex-1">
          <Input type="url" value={address} maxLength={2000} autoComplete="off" placeholder="https://" onChange={(e) => setAddress(e.target.value)} />
        </Field>
        <Button type="submit" icon={<Link2 aria-hidden />} busy={deed.busy} disabled={!/^https:\/\/\S+$/.test(address.trim())}>
          {t('mediaFetch')}
        </Button>
      </form>
      <p className="text-small text-ink2">{t('mediaAddressHint')}</p>
      <Refusal problem={deed.problem} />
      {job && <Fetching key={job.id} company={company} item={item} first={job} />}
    </div>
  )
}

function Fetching({ company, item, first }: { company: string; item: string; first: Job }) {
  const { data: job = first } = useQuery(jobQuery(company, first.id))
  const over = ended(job)
  useEffect(() => {
    if (over) void become(company, item)
  }, [over, company, item])
  return <JobCard company={company} first={first} />
}

/** Brings files, puts them in order, says what they show, takes them away and back. The first picture stands for the item. Who cannot take a removal back is asked first. */
export function Pictures({ company, item, name, media, writable, undoable }: Where & { media: readonly Media[]; writable: boolean; undoable: boolean }) {
  const t = useTranslations('item')
  const lang = useLocale()
  const { text } = useProblemText()
  const where = { company, item, name }
  const { sendings, take, again, drop } = useSendings(where)
  const [words, setWords] = useState<Media | null>(null)
  const [asked, setAsked] = useState<Media | null>(null)
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const undo = useUndo(company)
  const shown = order ? media.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : media
  const images = shown.filter((m) => m.kind === 'image')
  const documents = shown.filter((m) => m.kind === 'document')
  const nameOf = (m: Media) => m.alt || m.title || m.name
  const size = (bytes: number) => (bytes < 1024 * 1024 ? `${formatNumber(lang, Math.max(1, Math.round(bytes / 1024)))} kB` : `${formatNumber(lang, bytes / 1024 / 1024, 1)} MB`)

  const arrange = async (ids: readonly string[]) => {
    setOrder(ids)
    try {
      await put(company, item, ids)
      await become(company, item)
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setOrder(null)
    }
  }
  /** To the place of another picture; the documents stay behind. */
  const move = (id: string, to: number, by?: 'earlier' | 'later') => {
    const ids = images.map((m) => m.id)
    const from = ids.indexOf(id as Media['id'])
    if (from < 0 || to < 0 || to >= ids.length || from === to) return
    const rest = ids.filter((i) => i !== id)
    void arrange([...rest.slice(0, to), id, ...rest.slice(to), ...documents.map((d) => d.id)])
    // The keyboard goes along with the picture, and turns where there is no way on.
    const ways = by === 'later' ? ['later', 'earlier'] : ['earlier', 'later']
    if (by) requestAnimationFrame(() => ways.map((w) => list.current?.querySelector<HTMLElement>(`[data-media="${id}"] [data-move="${w}"]:not(:disabled)`)).find(Boolean)?.focus())
  }
  const remove = async (m: Media) => {
    try {
      const { revision } = await ok(api.DELETE('/api/companies/{company}/items/{item}/media/{media}', { params: { path: { company, item, media: m.id } } }))
      await become(company, item)
      toast(t('mediaRemoved', { name: nameOf(m) }), undoable ? () => void undo.undo(revision) : undefined)
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  const full = media.length + sendings.length >= most
  return (
    <Section title={t('pictures')} note={media.length > 0 ? formatNumber(lang, media.length) : undefined}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {images.length > 0 && (
          <ul ref={list} aria-label={t('pictures')} className="grid grid-cols-2 gap-3">
            {images.map((m, i) => (
              <li
                key={m.id}
                data-media={m.id}
                draggable={writable}
                onDragStart={(e) => {
                  setDragged(m.id)
                  e.dataTransfer.effectAllowed = 'move'
                  e.dataTransfer.setData('text/plain', m.id)
                }}
                onDragEnd={() => setDragged(null)}
                onDragOver={(e) => dragged && e.preventDefault()}
                onDrop={(e) => {
                  if (!dragged) return
                  e.preventDefault()
                  move(dragged, i)
                  setDragged(null)
                }}
                className={clsx('relative grid gap-1 rounded-control border border-line p-1', dragged === m.id && 'opacity-50')}
              >
                <a href={mediaPath(company, item, m.id)} target="_blank" rel="noreferrer" draggable={false} className="block">
                  <Thumb src={mediaPath(company, item, m.id, true)} alt={m.alt || t('pictureOf', { name, n: String(i + 1) })} className="aspect-square w-full" />
                </a>
                {i === 0 && <span className="absolute top-2 left-2 rounded-small bg-best px-1.5 text-caption text-best-ink">{t('pictureMain')}</span>}
                {writable ? (
                  <button
                    type="button"
                    aria-label={t('altOf', { alt: m.alt || t('altMissing'), name: m.name })}
                    className={clsx('min-h-control truncate px-1 text-left text-small underline', m.alt ? 'text-ink2' : 'text-warn')}
                    onClick={() => setWords(m)}
                  >
                    {m.alt || t('altMissing')}
                  </button>
                ) : (
                  m.alt && <span className="truncate px-1 text-small text-ink2">{m.alt}</span>
                )}
                {writable && (
                  <span className="flex">
                    <Button kind="quiet" data-move="earlier" disabled={i === 0} icon={<ArrowLeft aria-hidden />} aria-label={t('mediaEarlier', { name: nameOf(m) })} onClick={() => move(m.id, i - 1, 'earlier')} />
                    <Button kind="quiet" data-move="later" disabled={i === images.length - 1} icon={<ArrowRight aria-hidden />} aria-label={t('mediaLater', { name: nameOf(m) })} onClick={() => move(m.id, i + 1, 'later')} />
                    <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('mediaRemove', { name: nameOf(m) })} onClick={() => (undoable ? void remove(m) : setAsked(m))} className="ml-auto" />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {documents.length > 0 && (
          <ul aria-label={t('documents')} className="divide-y divide-line">
            {documents.map((m) => (
              <li key={m.id} className="flex min-h-11 flex-wrap items-center gap-x-2 py-1">
                <FileText aria-hidden className="text-ink2" />
                <a href={mediaPath(company, item, m.id)} target="_blank" rel="noreferrer" className="min-w-0 flex-1 py-1 wrap-anywhere text-accent underline underline-offset-2">
                  {m.title || m.name}
                </a>
                <span className="num text-small text-ink2">{size(m.size)}</span>
                {writable && (
                  <>
                    <Button kind="quiet" icon={<Pencil aria-hidden />} aria-label={t('mediaWordsOf', { name: nameOf(m) })} onClick={() => setWords(m)} />
                    <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('mediaRemove', { name: nameOf(m) })} onClick={() => (undoable ? void remove(m) : setAsked(m))} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {sendings.length > 0 && (
          <ul aria-label={t('mediaUnderWay')} className="divide-y divide-line">
            {sendings.map((s) => (
              <Sent key={s.id} sending={s} onAgain={() => again(s)} onDrop={() => drop(s.id)} />
            ))}
          </ul>
        )}
        {media.length === 0 && !writable && <p className="text-ink2">{t('noPictures')}</p>}
        {writable && !full && (
          <>
            <FileDrop multiple accept={accept} maxSize={largest} label={t('mediaDrop')} hint={t('mediaDropHint')} onFiles={take} />
            <FromAddress {...where} />
          </>
        )}
        {full && <p className="text-small text-ink2">{t('mediaFull', { most })}</p>}
      </div>
      {undo.dialog}
      <ConfirmDialog open={asked !== null} onClose={() => setAsked(null)} title={t('mediaRemove', { name: asked ? nameOf(asked) : '' })} description={t('mediaRemoveText')} action={t('mediaRemoveDo')} onConfirm={() => (asked ? remove(asked) : undefined)} />
      {words && <Words {...where} media={words} onClose={() => setWords(null)} />}
    </Section>
  )
}
