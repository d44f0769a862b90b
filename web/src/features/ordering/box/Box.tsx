import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Columns3, FileUp, ScanBarcode } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { needTexts, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { buyingSeat } from '../../../shell/places'
import { useSession, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { PageHeader } from '../../../ui/Page'
import { Banner, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { countsQuery } from '../../trading/api'
import { BoxInput } from './BoxInput'
import { lastQuery, type Last, type Thing } from './queries'
import type { Put, Who } from './ready'
import type { CardHandle } from './ThingCard'
import { useWedge } from './wedge'

/** What is done with what is handed over comes beside the page. */
const hands = () => import('./ready')
void hands().catch(() => undefined)
const ThingCard = lazy(async () => {
  const [m] = await Promise.all([import('./ThingCard'), needTexts('trading')])
  return { default: m.ThingCard }
})
const Again = lazy(() => import('./Again').then((m) => ({ default: m.Again })))
const Camera = lazy(() => import('./Camera').then((m) => ({ default: m.Camera })))
/** Lists come with their own code and words. */
const Lists = lazy(async () => {
  const [m] = await Promise.all([import('../../comparison/lists/Lists'), needTexts('basket')])
  return { default: m.Lists }
})
/** What stands here while no supplier has opened an account, and for a company that does not buy. */
const NoSupplier = lazy(async () => {
  const [m] = await Promise.all([import('../../hub/places/Place'), needTexts('places')])
  return { default: m.Page }
})

/** Whether this browser reads barcodes with its camera; a scanner that types works in all. */
const seesCodes = () => 'BarcodeDetector' in globalThis && 'mediaDevices' in navigator

/** What somebody pastes anywhere on the page, or drops onto it: rows of a spreadsheet, or a file. */
function useHanded(takeText: (text: string) => void, takeFile: (file: File) => void) {
  const [over, setOver] = useState(false)
  const onPaste = useEffectEvent((e: ClipboardEvent) => {
    const field = e.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(e.target.tagName)
    if (e.defaultPrevented || (field && !(e.target as HTMLElement).hasAttribute('data-box'))) return
    const file = e.clipboardData?.files[0]
    const text = e.clipboardData?.getData('text/plain') ?? ''
    if (file) takeFile(file)
    else if (/[\t\n]/.test(text.trim())) takeText(text)
    else return
    e.preventDefault()
  })
  const onDrag = useEffectEvent((e: DragEvent) => {
    if (!e.dataTransfer?.types.includes('Files')) return
    e.preventDefault()
    setOver(e.type === 'dragover')
    const file = e.type === 'drop' ? e.dataTransfer.files[0] : undefined
    if (file) takeFile(file)
  })
  useEffect(() => {
    const paste = (e: ClipboardEvent) => onPaste(e)
    const drag = (e: DragEvent) => onDrag(e)
    const leave = (e: DragEvent) => e.relatedTarget === null && setOver(false)
    addEventListener('paste', paste)
    addEventListener('dragover', drag)
    addEventListener('drop', drag)
    addEventListener('dragleave', leave)
    return () => {
      removeEventListener('paste', paste)
      removeEventListener('dragover', drag)
      removeEventListener('drop', drag)
      removeEventListener('dragleave', leave)
    }
  }, [])
  return over
}

/** What became of lines that went onto the list. */
function usePutWords() {
  const t = useTranslations('box')
  return ({ added, joined, left, numbers }: Put) =>
    [t('added', { count: added }), joined > 0 && t('joined', { count: joined }), left > 0 && t('left', { count: left }), numbers > 0 && t('numbers', { count: numbers })].filter(Boolean).join(' ')
}

function Working({ seat }: { seat: Seat }) {
  const t = useTranslations('box')
  const navigate = useNavigate()
  const words = usePutWords()
  const { text } = useProblemText()
  const { person } = useSession()
  const company = seat.company.id
  const who: Who = { company, person: person.id }
  const may = (permission: string) => seat.permissions.includes(permission)
  const last = useQuery({ ...lastQuery(company), enabled: may('box.list.read') })
  const [waiting, setWaiting] = useState(0)
  const [thing, setThing] = useState<{ thing: Thing; round: number } | null>(null)
  const [camera, setCamera] = useState(false)
  const card = useRef<CardHandle>(null)
  const file = useRef<HTMLInputElement>(null)
  const reading = useDeed()
  const { company: at, person: by } = who
  useEffect(() => {
    void hands().then(
      (h) => setWaiting(h.waitingLines({ company: at, person: by })),
      () => undefined,
    )
  }, [at, by])
  /** Does something with what was handed over. Without a network the code for it may be missing: then nothing was taken, and that is said. */
  const handle = (deed: (h: Awaited<ReturnType<typeof hands>>) => void) => void hands().then(deed, () => toast(t('notLoaded')))
  const compare = () => navigate({ to: '/compare', search: { ask: true } })
  /** On to the comparison with what was put; what is to be known of it is told. */
  const go = (put: Put) => {
    if (put.added + put.joined + put.left === 0) return void toast(t('nothing'))
    void compare()
    if (put.joined + put.left + put.numbers > 0) toast(words(put))
  }
  const take = (text: string) => handle((h) => go(h.putText(who, text)))
  const takeFile = (given: File) => void reading.run(async () => go(await (await hands()).putFile(who, given)))
  const over = useHanded(take, takeFile)
  const look = (next: Thing) => setThing((now) => ({ thing: next, round: (now?.round ?? 0) + 1 }))
  const scanned = (code: string) => {
    // The same once more is one more of it; another one puts the first onto the list.
    if (thing?.thing.text === code) return card.current?.more()
    if (thing) card.current?.add()
    look({ text: code, name: '', quantity: '' })
  }
  useWedge(scanned)
  const typed = (text: string) =>
    handle((h) => {
      const named = h.thingOf(text)
      if (!named) card.current?.add()
      // A scanner that types into the field names no quantity.
      else if (named.quantity === '1' && thing?.thing.text === named.text) card.current?.more()
      else look(named)
    })
  const again = (bought: Last) => handle((h) => go(h.putLast(who, bought)))
  const empty = waiting === 0
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 p-4 tablet:py-8">
      <section aria-label={t('label')} className={`grid gap-3 rounded-card border p-4 ${over ? 'border-accent bg-best' : 'border-line bg-surface'}`}>
        <BoxInput company={company} onText={typed} onThing={look} />
        <div className="flex flex-wrap items-center gap-2">
          <Button icon={<FileUp aria-hidden />} busy={reading.busy} onClick={() => file.current?.click()} className="max-tablet:w-full">
            {t('file')}
          </Button>
          {seesCodes() && (
            <Button icon={<ScanBarcode aria-hidden />} onClick={() => setCamera(true)} className="max-tablet:w-full">
              {t('scan')}
            </Button>
          )}
          <p className="min-w-0 flex-1 basis-60 text-small text-ink2">{t('hint')}</p>
        </div>
        <input
          ref={file}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          aria-label={t('file')}
          tabIndex={-1}
          className="hidden"
          onChange={(e) => {
            const given = e.target.files?.[0]
            e.target.value = ''
            if (given) takeFile(given)
          }}
        />
        {reading.problem && <Banner kind="bad">{text(reading.problem)}</Banner>}
      </section>
      {thing && (
        <Suspense fallback={<Skeleton lines={4} />}>
          <ThingCard
            key={thing.round}
            ref={card}
            company={company}
            thing={thing.thing}
            onMean={look}
            onAdd={(line) => {
              handle((h) => {
                h.putLine(who, line)
                setWaiting(h.waitingLines(who))
                toast(t('put', { name: line.name ?? line.text }))
              })
              setThing(null)
            }}
            onClose={() => setThing(null)}
          />
        </Suspense>
      )}
      {!empty && (
        <section aria-label={t('list.title')} className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4">
          <p className="min-w-0 flex-1 basis-40 text-lead">{t('list.lines', { count: waiting })}</p>
          <Button kind="primary" icon={<Columns3 aria-hidden />} onClick={() => void compare()} className="h-12! max-tablet:w-full">
            {t('list.compare')}
          </Button>
        </section>
      )}
      {last.isPending && last.isFetching && <Skeleton lines={3} />}
      {last.isError && !last.data && (
        <Banner kind="bad" action={<Button onClick={() => void last.refetch()}>{t('retry')}</Button>}>
          {text(toProblem(last.error))}
        </Banner>
      )}
      {last.data?.at && (
        <Suspense fallback={<Skeleton lines={3} />}>
          <Again last={last.data} first={empty && !thing} onAgain={again} />
        </Suspense>
      )}
      <section className="grid gap-2">
        <h2 className="text-h2 font-strong">{t('lists')}</h2>
        <Suspense fallback={<Skeleton lines={4} />}>
          <Lists company={company} mayWrite={may('comparison.own.write')} onOpen={(list) => void navigate({ to: '/compare', search: { list, ask: true } })} />
        </Suspense>
      </section>
      <Suspense>
        {camera && (
          <Camera
            onCode={(code) => {
              setCamera(false)
              scanned(code)
            }}
            onClose={() => setCamera(false)}
          />
        )}
      </Suspense>
    </div>
  )
}

/** Where a buyer starts: one box for what is needed, in whatever form it comes, and the last purchase to repeat. */
export function Page() {
  const t = useTranslations('box')
  const seat = buyingSeat(useSession())
  const known = seat?.permissions.includes('trading.board.read') === true
  const counts = useQuery({ ...countsQuery(seat?.company.id ?? ''), enabled: known })
  if (!seat?.permissions.includes('comparison.offer.read') || (counts.data !== undefined && !counts.data.approved)) {
    return (
      <Suspense fallback={<Skeleton lines={4} />}>
        <NoSupplier />
      </Suspense>
    )
  }
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} />
      {known && counts.isError && !counts.data ? <ErrorState error={counts.error} onRetry={() => void counts.refetch()} /> : known && !counts.data ? <Skeleton lines={6} /> : <Working key={seat.company.id} seat={seat} />}
    </>
  )
}
