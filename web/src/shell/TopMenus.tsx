// The two menus of the top bar. Owns: what stands in them. They come right after the page: most of what they need is only seen when they are opened.
import { useNavigate } from '@tanstack/react-router'
import { Building2, ChevronsUpDown, ClipboardCheck, Languages, ListChecks, LogOut, MonitorSmartphone, PlugZap, Moon, Plus, Sun, User, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { setPrefs, usePrefs, type Density } from '../lib/prefs'
import { toProblem, useProblemText } from '../lib/problem'
import { Button } from '../ui/Button'
import { Avatar, Seal } from '../ui/Marks'
import { Menu } from '../ui/lazy'
import type { MenuItem } from '../ui/Menu'
import { toast } from '../ui/Toast'
import { changeLanguage } from './language'
import { companyPath, companyPlacesOf, homeOf, type CompanyPlace } from './places'
import { rememberCompany, useSession, type Part, type Role, type Seat } from './session'
import { signOut } from './signOut'

const companyIcons: Partial<Record<CompanyPlace, ReactNode>> = {
  team: <Users aria-hidden />,
  company: <Building2 aria-hidden />,
  audit: <ClipboardCheck aria-hidden />,
  jobs: <ListChecks aria-hidden />,
}

/** "Supplier · Owner": what the company does here and what the person does there. */
export function useSeatWords() {
  const t = useTranslations('shell')
  const list = (words: string[]) => words.join(t('comma'))
  return {
    parts: (parts: readonly Part[]) => list(parts.map((p) => t(`part.${p}`))),
    roles: (roles: readonly Role[]) => list(roles.map((r) => t(`role.${r}`))),
    seat: (seat: Seat) => `${list(seat.company.parts.map((p) => t(`part.${p}`)))} · ${list(seat.roles.map((r) => t(`role.${r}`)))}`,
  }
}

/** Every seat of the person; choosing one switches the frame. Below, the pages of the company at work. */
export function CompanyMenu({ seat }: { seat: Seat | undefined }) {
  const t = useTranslations('shell')
  const session = useSession()
  const navigate = useNavigate()
  const words = useSeatWords()
  const items: MenuItem[] = [{ kind: 'title', label: t('companies') }]
  for (const s of session.seats) {
    items.push({
      key: s.id,
      label: s.company.name,
      hint: s.company.state === 'suspended' ? `${words.seat(s)} · ${t('suspendedShort')}` : words.seat(s),
      checked: s.company.id === seat?.company.id,
      closes: true,
      onSelect: () => {
        rememberCompany(s.company.id)
        void navigate({ to: homeOf(s) })
      },
    })
  }
  items.push({ label: t('open.title'), icon: <Plus aria-hidden />, onSelect: () => void navigate({ to: '/companies/new' }) })
  if (seat) {
    items.push({ kind: 'line' }, { kind: 'title', label: seat.company.name })
    for (const place of companyPlacesOf(seat)) {
      const icon = companyIcons[place]
      if (icon) items.push({ key: place, label: t(`place.${place}`), icon, onSelect: () => void navigate({ to: companyPath(seat.company.id, place) }) })
    }
  }
  const name = seat?.company.name ?? t('noCompany')
  return (
    <Menu
      label={t('companies')}
      trigger={
        <Button kind="quiet" aria-label={t('companyMenu', { company: name })} className="min-w-0 max-tablet:px-1">
          {seat && <Seal name={name} filled />}
          <span className="max-w-[14em] min-w-0 truncate">{name}</span>
          <ChevronsUpDown aria-hidden className="text-ink2" />
        </Button>
      }
      items={items}
    />
  )
}

export function AccountMenu() {
  const t = useTranslations()
  const { person } = useSession()
  const navigate = useNavigate()
  const { lang, theme, density, bigger } = usePrefs()
  const { text } = useProblemText()
  const other = lang === 'en' ? ({ lang: 'zh-CN', name: '中文' } as const) : ({ lang: 'en', name: 'English' } as const)
  const dark = theme === 'dark'
  const densities: Density[] = ['comfortable', 'compact', 'touch']
  return (
    <Menu
      label={t('shell.account')}
      trigger={
        <Button kind="quiet" aria-label={t('shell.accountOf', { name: person.name })} className="px-1">
          <Avatar name={person.name} />
        </Button>
      }
      items={[
        { kind: 'title', label: person.email },
        { label: t('shell.profile'), icon: <User aria-hidden />, onSelect: () => void navigate({ to: '/profile' }) },
        { label: t('shell.sessions'), icon: <MonitorSmartphone aria-hidden />, onSelect: () => void navigate({ to: '/sessions' }) },
        { label: t('shell.apps'), icon: <PlugZap aria-hidden />, onSelect: () => void navigate({ to: '/apps' }) },
        { kind: 'line' },
        { label: other.name, icon: <Languages aria-hidden />, onSelect: () => void changeLanguage(other.lang) },
        { label: dark ? t('prefs.light') : t('prefs.dark'), icon: dark ? <Sun aria-hidden /> : <Moon aria-hidden />, onSelect: () => setPrefs({ theme: dark ? 'light' : 'dark' }) },
        { label: t('prefs.bigger'), checked: bigger, onSelect: () => setPrefs({ bigger: !bigger }) },
        { kind: 'line' },
        { kind: 'title', label: t('prefs.density') },
        ...densities.map((d): MenuItem => ({ label: t(`prefs.${d}`), checked: density === d, onSelect: () => setPrefs({ density: d }) })),
        { kind: 'line' },
        {
          label: t('shell.signOut'),
          icon: <LogOut aria-hidden />,
          onSelect: () => void signOut().catch((error: unknown) => toast(text(toProblem(error)))),
        },
      ]}
    />
  )
}
