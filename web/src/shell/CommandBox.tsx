import { Dialog } from '@base-ui/react/dialog'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowRight, Building2, Hash, Package, PackageSearch, Search, Store, User, Zap } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { suggestions } from '../features/comparison/offers/queries'
import { Thumb } from '../features/comparison/offers/Thumb'
import { api, ok } from '../lib/api'
import { useLocale, useTranslations } from '../lib/i18n'
import { formatUnitPrice } from '../lib/money'
import { setPrefs, usePrefs } from '../lib/prefs'
import { toProblem, useProblemText } from '../lib/problem'
import { useSearchText } from '../lib/useSearchText'
import { Highlighted } from '../ui/Highlighted'
import { toast } from '../ui/Toast'
import { find, idKind, type Command } from './commands'
import { changeLanguage } from './language'
import { besidePlaces, buyerPlaces, buyingSeat, companyPath, companyPlacesOf, homeOf } from './places'
import { mayOf, rememberCompany, seatIn, usualSeat, useSeat, useSession, type Seat, type Session } from './session'
import { signOut } from './signOut'
import { useSeatWords } from './TopMenus'

const icons = { id: Hash, pages: ArrowRight, people: User, companies: Building2, suppliers: Store, actions: Zap, offers: Package, search: PackageSearch }

/** Pages, companies and acts: what is known without the hub. */
function useOwnCommands(seat: Seat | undefined): Command[] {
  const t = useTranslations()
  const session = useSession()
  const navigate = useNavigate()
  const words = useSeatWords()
  const { lang, theme } = usePrefs()
  const { text } = useProblemText()
  const go = (to: string) => () => void navigate({ to })
  const pages: Command[] = [
    ...[...buyerPlaces, ...besidePlaces].filter(() => session.seats.some((s) => s.company.parts.includes('buyer'))).map((p): Command => ({ id: p, group: 'pages', label: t(`shell.place.${p}`), words: t(`commands.${p}`), run: go(`/${p}`) })),
    ...(seat ? companyPlacesOf(seat).map((p): Command => ({ id: `own ${p}`, group: 'pages', label: t(`shell.place.${p}`), hint: seat.company.name, words: t(`commands.${p}`), run: go(companyPath(seat.company.id, p)) })) : []),
    ...boughtPages(session).map(([id, to]): Command => ({ id, group: 'pages', label: t(`shell.command.${id}`), words: t(`commands.${id}`), run: go(to) })),
    { id: 'profile', group: 'pages', label: t('shell.profile'), words: t('commands.profile'), run: go('/profile') },
    { id: 'sessions', group: 'pages', label: t('shell.sessions'), words: t('commands.sessions'), run: go('/sessions') },
    { id: 'apps', group: 'pages', label: t('shell.apps'), words: t('commands.apps'), run: go('/apps') },
  ]
  const companies = session.seats.map(
    (s): Command => ({
      id: s.company.id,
      group: 'companies',
      label: s.company.name,
      hint: words.seat(s),
      run: () => {
        rememberCompany(s.company.id)
        void navigate({ to: homeOf(s) })
      },
    }),
  )
  const other = lang === 'en' ? ({ lang: 'zh-CN', name: '中文' } as const) : ({ lang: 'en', name: 'English' } as const)
  const actions: Command[] = [
    { id: 'language', group: 'actions', label: other.name, words: t('commands.language'), run: () => void changeLanguage(other.lang) },
    { id: 'theme', group: 'actions', label: theme === 'dark' ? t('prefs.light') : t('prefs.dark'), words: t('commands.theme'), run: () => setPrefs({ theme: theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'open', group: 'actions', label: t('shell.open.title'), words: t('commands.open'), run: go('/companies/new') },
    { id: 'signOut', group: 'actions', label: t('shell.signOut'), words: t('commands.signOut'), run: () => void signOut().catch((error: unknown) => toast(text(toProblem(error)))) },
  ]
  if (seat && mayOf(seat, 'identity.seat.write').disabled === false) {
    actions.unshift({
      id: 'invite', group: 'actions', label: t('shell.command.invite'), hint: seat.company.name, words: t('commands.invite'),
      run: () => void navigate({ to: '/c/$company/team', params: { company: seat.company.id }, search: { invite: true } }),
    })
  }
  return [...pages, ...companies, ...actions]
}

/** The pages below Suppliers that the buying seat may open. */
function boughtPages(session: Session) {
  const seat = buyingSeat(session)
  const pages = [
    ['mySuppliers', '/suppliers/board', 'trading.board.read'],
    ['offers', '/suppliers/offers', 'comparison.offer.read'],
  ] as const
  return pages.filter(([, , need]) => seat?.permissions.includes(need))
}

/** Suppliers by part of a name. */
function useSuppliers(q: string): Command[] {
  const t = useTranslations('shell.command')
  const navigate = useNavigate()
  const seat = buyingSeat(useSession())
  const company = seat?.company.id ?? ''
  const wanted = q !== '' && !idKind(q)
  const { data } = useQuery({
    queryKey: ['trading', company, 'suppliers', 'named', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/suppliers', { params: { path: { company }, query: { q, limit: 6 } }, signal })),
    enabled: Boolean(wanted && seat?.permissions.includes('trading.directory.read')),
  })
  if (!wanted) return []
  return (data?.items ?? []).map(
    ({ supplier }): Command => ({ id: supplier.id, group: 'suppliers', label: supplier.name, hint: t('supplier'), run: () => void navigate({ to: '/suppliers/$supplier', params: { supplier: supplier.id } }) }),
  )
}

/** Offers of all suppliers as somebody types, and the page with all of them. What was found before stays until there is something new. */
function useOffers(q: string): Command[] {
  const t = useTranslations('shell.command')
  const lang = useLocale()
  const navigate = useNavigate()
  const seat = buyingSeat(useSession())
  const company = seat?.company.id ?? ''
  const wanted = q !== '' && !idKind(q) && (seat?.permissions.includes('comparison.offer.read') ?? false)
  const { data } = useQuery({ ...suggestions(company, q), enabled: wanted, placeholderData: keepPreviousData, retry: false })
  if (!wanted) return []
  const offers = (data?.items ?? []).map(({ supplier, offer, marks, image, own_code, own_name }): Command => {
    const from = data?.suppliers.find((s) => s.supplier === supplier)?.name ?? ''
    const numbers = [own_code, own_name, offer.sku, offer.brand, from].filter(Boolean).join(' · ')
    return {
      id: `${supplier} ${offer.item}`, group: 'offers', label: offer.name, hint: numbers,
      content: (
        <>
          <Thumb company={company} supplier={supplier} item={offer.item} image={image} />
          <span className="grid min-w-0 flex-1 py-1">
            <span className="truncate">
              <Highlighted text={offer.name} marks={marks} />
            </span>
            <span className="num truncate text-small opacity-80">{numbers}</span>
          </span>
          {offer.price && <span className="num flex-none text-small">{formatUnitPrice(lang, offer.price)}</span>}
        </>
      ),
      run: () => void navigate({ to: '/suppliers/$supplier/items/$item', params: { supplier, item: offer.item } }),
    }
  })
  return [...offers, { id: 'search', group: 'search', label: t('searchOffers', { q }), run: () => void navigate({ to: '/suppliers/offers', search: { q } }) }]
}

/** Colleagues by part of a name or address. */
function usePeople(seat: Seat | undefined, q: string): Command[] {
  const navigate = useNavigate()
  const company = seat?.company.id ?? ''
  const { data } = useQuery({
    queryKey: ['team', company, 'found', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { q, limit: 6 } }, signal })),
    enabled: Boolean(company && q && !idKind(q) && seat?.permissions.includes('identity.seat.read')),
  })
  if (!q) return []
  return (data?.items ?? []).map((s) => ({
    id: s.id, group: 'people', label: s.name, hint: s.email,
    run: () => void navigate({ to: '/c/$company/team', params: { company }, search: { seat: s.id } }),
  }))
}

/** Looks for a job in every company of the person: an id does not say whose it is. */
async function findJob(companies: string[], job: string) {
  const found = await Promise.all(
    companies.map((company) => api.GET('/api/companies/{company}/jobs/{job}', { params: { path: { company, job } } }).then(() => company, () => null)),
  )
  return found.find(Boolean) ?? null
}

async function findSeat(companies: string[], seat: string) {
  for (const company of companies) {
    let after: string | undefined
    do {
      const page = await ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { limit: 200, after } } }))
      if (page.items.some((s) => s.id === seat)) return company
      after = page.next
    } while (after)
  }
  return null
}

/** What a pasted id leads to, if it is anything of the person's own. */
function useById(query: string): Command[] {
  const t = useTranslations('shell.command')
  const session = useSession()
  const navigate = useNavigate()
  const id = query.normalize('NFKC').trim().toLowerCase()
  const kind = idKind(id)
  const companies = session.seats.map((s) => s.company.id)
  const operator = session.seats.find((s) => s.permissions.includes('identity.tenant.read'))
  const { data: company } = useQuery({
    queryKey: ['session', 'find', id],
    queryFn: () => (kind === 'job' ? findJob(companies, id) : findSeat(companies, id)),
    enabled: kind === 'job' || kind === 'seat',
    staleTime: 0,
  })
  const found = (label: string, run: () => void): Command[] => [{ id, group: 'id', label, hint: id, run }]
  if (kind === 'company') {
    const own = seatIn(session, id)
    if (own) return found(own.company.name, () => void navigate({ to: companyPath(id, 'company') }))
    if (operator) return found(t('tenant'), () => void navigate({ to: '/c/$company/tenants', params: { company: operator.company.id }, search: { tenant: id } }))
    return []
  }
  if (!company) return []
  if (kind === 'job') return found(t('job'), () => void navigate({ to: '/c/$company/jobs', params: { company }, search: { job: id } }))
  return found(t('seat'), () => void navigate({ to: '/c/$company/team', params: { company }, search: { seat: id } }))
}

function Box({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.command')
  const session = useSession()
  const seat = useSeat() ?? usualSeat(session)
  const listId = useId()
  const { typed: query, setTyped: setQuery, asked, input } = useSearchText('', 120)
  const settled = query.trim() ? asked : ''
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const commands = find([...useById(query), ...useOwnCommands(seat), ...useOffers(settled), ...useSuppliers(settled), ...usePeople(seat, settled)], useDeferredValue(query))
  const chosen = Math.min(at, commands.length - 1)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is chosen is the occasion, not a value
  }, [chosen])
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKey = (e: KeyboardEvent) => {
    // The Enter that ends a Chinese composition chooses a word, not a command.
    if (e.nativeEvent.isComposing || e.keyCode === 229) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[e.key]
    if (step) setAt((chosen + step + commands.length) % Math.max(commands.length, 1))
    else if (e.key === 'Enter') run(commands[chosen])
    else return
    e.preventDefault()
  }
  return (
    <>
      <label className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden className="text-ink2" />
        <input
          role="combobox"
          aria-label={t('open')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={commands[chosen] ? `${listId}-${chosen}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t('placeholder')}
          {...input}
          onKeyDown={onKey}
          onChange={(e) => {
            setQuery(e.target.value)
            setAt(0)
          }}
          className="h-13 min-w-0 flex-1 bg-transparent text-lead outline-none"
        />
      </label>
      <div ref={list} id={listId} role="listbox" aria-label={t('results')} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {commands.map((command, i) => {
          const Icon = icons[command.group]
          const first = commands[i - 1]?.group !== command.group
          return (
            <div key={`${command.group}-${command.id}`} role="presentation">
              {first && (
                <div role="presentation" className="px-2.5 pt-2 pb-1 text-small text-ink2">
                  {t(`group.${command.group}`)}
                </div>
              )}
              <div
                id={`${listId}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === chosen}
                onPointerMove={() => i !== chosen && setAt(i)}
                onClick={() => run(command)}
                onKeyDown={onKey}
                className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-control px-2.5 aria-selected:bg-best aria-selected:text-best-ink"
              >
                {!command.content && <Icon aria-hidden className={i === chosen ? undefined : 'text-ink2'} />}
                {command.content ?? <span className="min-w-0 truncate">{command.label}</span>}
                {command.hint && !command.content && <span className={`ml-auto min-w-0 truncate text-small ${i === chosen ? '' : 'text-ink2'}`}>{command.hint}</span>}
              </div>
            </div>
          )
        })}
      </div>
      <p role="status" className="px-4 pb-4 text-ink2 empty:hidden">
        {commands.length === 0 ? t('none') : null}
      </p>
      <p className="border-t border-line px-4 py-2 text-small text-ink2 max-tablet:hidden">{t('keys')}</p>
    </>
  )
}

/** One box that goes everywhere. */
export function CommandBox({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.command')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-(--z-sheet) bg-[rgb(0_0_0/.4)]" />
        <Dialog.Popup className="popup fixed inset-x-2 top-2 z-(--z-sheet) mx-auto flex max-h-[min(32rem,calc(100dvh-1rem))] max-w-[38rem] flex-col rounded-sheet tablet:top-[12vh] tablet:max-h-[min(32rem,76vh)]">
          <Dialog.Title className="sr-only">{t('open')}</Dialog.Title>
          <Box onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
