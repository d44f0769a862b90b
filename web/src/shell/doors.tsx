// The pages outside: signing up, in and back in. They know no router, so that the first thing anybody loads is small; each is a load of
// its own, and every other path is the application's.
import type { ReactNode } from 'react'
import { showLanguage, type Namespace } from '../lib/i18n'
import { prefs } from '../lib/prefs'
import { Around } from './Around'
import { BrokenPage, Caught } from './ErrorPages'
import { Front } from './Front'
import { Main } from './Main'

type Door = { texts: Namespace[]; page: () => Promise<() => ReactNode> }

/** The forms say what is wrong in the words of the hub's faults. */
const identity = ['identity', 'fault']

export const doors = {
  '/': { texts: ['hub'], page: async () => (await import('../features/hub/Landing')).Landing },
  '/login': { texts: identity, page: async () => (await import('../features/identity/Login')).Login },
  '/signup': { texts: identity, page: async () => (await import('../features/identity/SignUp')).SignUp },
  '/welcome': { texts: identity, page: async () => (await import('../features/identity/Welcome')).Welcome },
  '/forgot': { texts: identity, page: async () => (await import('../features/identity/Forgot')).Forgot },
  '/reset': { texts: identity, page: async () => (await import('../features/identity/Reset')).Reset },
  '/invitation': { texts: identity, page: async () => (await import('../features/identity/Invitation')).Invitation },
  '/approve': { texts: ['approval', ...identity], page: async () => (await import('../features/approval/Linked')).LinkedApproval },
  '/join': { texts: ['claim', ...identity], page: async () => (await import('../features/trading/claim/Claim')).Claim },
} satisfies Record<string, Door>

export type DoorPath = keyof typeof doors

const doorAt = (path: string): Door | undefined => (doors as Record<string, Door>)[path.replace(/(.)\/+$/, '$1')]

const Outside = ({ children }: { children: ReactNode }) => (
  <Around>
    <Front>
      <Main>{children}</Main>
    </Front>
  </Around>
)

async function draw(path: string) {
  const door = doorAt(path)
  if (!door) {
    const [{ App }] = await Promise.all([import('../app'), showLanguage(prefs().lang)])
    return <App />
  }
  const [Page] = await Promise.all([door.page(), showLanguage(prefs().lang, ...door.texts)])
  return (
    <Outside>
      <Caught>
        <Page />
      </Caught>
    </Outside>
  )
}

/** The page at a path, ready to be shown; one that cannot be loaded says so. */
export const pageAt = (path: string): Promise<ReactNode> =>
  draw(path).catch((error: unknown) => (
    <Outside>
      <BrokenPage error={error} />
    </Outside>
  ))
