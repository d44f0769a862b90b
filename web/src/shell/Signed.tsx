import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onSignedOut } from '../lib/api'
import { needTexts, useTranslations } from '../lib/i18n'
import { suggestDensity } from '../lib/prefs'
import { queryClient, Queries } from '../lib/query'
import { buttonClass } from '../ui/Button'
import { Banner } from '../ui/States'
import { Content } from './Content'
import { atBuyerPlace, buyingSeat, onlyBuys } from './places'
import { BesidePlaces, BottomBar, SideBar, TopPlaces } from './Bars'
import { forgetCompany, sessionQuery, useSeat, useSession, type Seat } from './session'
import { TopBar } from './TopBar'
import { anythingUnsaved } from './unsaved'
import { useLive } from './useLive'

/** The words that pages are found by come with the box that looks for them. */
const CommandBox = lazy(async () => {
  const [{ CommandBox }] = await Promise.all([import('./CommandBox'), needTexts('commands')])
  return { default: CommandBox }
})

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Ctrl+K everywhere, `/` where nothing is being typed. */
function useCommandKeys(open: () => void) {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const chord = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k'
      const slash = e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey && !e.isComposing && !typing(e.target) && !document.querySelector('[role=dialog]')
      if (!chord && !slash) return
      e.preventDefault()
      open()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [open])
}

/** The session has ended: to the door, unless something typed would be lost; then it is said, and signing in happens beside. */
function SessionOver() {
  const t = useTranslations('shell.over')
  const router = useRouter()
  const [over, setOver] = useState(false)
  useEffect(
    () =>
      onSignedOut(() => {
        if (anythingUnsaved()) return setOver(true)
        queryClient.clear()
        forgetCompany()
        void router.navigate({ to: '/login', search: { to: router.state.location.href }, replace: true })
      }),
    [router],
  )
  useEffect(() => {
    if (!over) return
    const look = () => queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(() => setOver(false), () => undefined)
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [over])
  if (!over) return null
  return (
    <Banner
      kind="bad"
      action={
        <a href="/login" target="_blank" rel="noreferrer" className={buttonClass('plain')}>
          {t('signIn')}
        </a>
      }
    >
      {t('text')}
    </Banner>
  )
}

/** Which seat the frame is drawn for: that of the address, the buying one at the buyers' places, or the one used last. */
function useFrameSeat(): Seat | undefined {
  const session = useSession()
  const buying = useLocation({ select: (l) => atBuyerPlace(l.pathname) })
  const named = useSeat()
  return buying ? (buyingSeat(session) ?? named) : named
}

function Frame() {
  const t = useTranslations('shell')
  const seat = useFrameSeat()
  const [command, setCommand] = useState(false)
  const [open] = useState(() => () => setCommand(true))
  const buyer = seat === undefined || onlyBuys(seat)
  useCommandKeys(open)
  useLive(seat?.company.id)
  useEffect(() => {
    if (!buyer) suggestDensity('compact')
  }, [buyer])
  return (
    <>
      <SessionOver />
      <TopBar seat={seat} onCommand={open} beside={buyer && seat && <BesidePlaces />}>
        {buyer && seat && <TopPlaces />}
      </TopBar>
      <div className="flex min-h-0 flex-1">
        {!buyer && <SideBar seat={seat} />}
        <Content>
          <Outlet />
        </Content>
      </div>
      {seat && <BottomBar seat={seat} buyer={buyer} label={t('places')} />}
      {command && (
        <Suspense>
          <CommandBox onClose={() => setCommand(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The frame of everything behind the door. */
export const Signed = () => (
  <Queries>
    <Frame />
  </Queries>
)
