// The table of pages. A page names its feature's texts in `loader` and comes as a chunk of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { needTexts } from './lib/i18n'
import { BrokenPage, NotFoundPage } from './shell/ErrorPages'
import { Front } from './shell/Front'
import { Root } from './shell/Root'

const root = createRootRoute({
  component: Root,
  notFoundComponent: () => (
    <Front>
      <NotFoundPage />
    </Front>
  ),
})

/** A search parameter may be written by anybody: a number and a list are text or nothing. */
const text = (value: unknown) => (value === undefined || value === null || typeof value === 'object' ? undefined : String(value))

/** The forms say what is wrong in the words of the hub's faults. */
const identityTexts = () => needTexts('identity', 'fault')

/** Pages without an account. */
const front = createRoute({ getParentRoute: () => root, id: 'front', component: () => <Front /> })

const landing = createRoute({
  getParentRoute: () => front,
  path: '/',
  loader: () => needTexts('hub'),
  component: lazyRouteComponent(() => import('./features/hub/Landing'), 'Landing'),
})

const display = createRoute({
  getParentRoute: () => front,
  path: '/display',
  loader: () => needTexts('hub'),
  component: lazyRouteComponent(() => import('./features/hub/Display'), 'Display'),
})

const mailbox = createRoute({
  getParentRoute: () => front,
  path: '/mailbox',
  validateSearch: (search: Record<string, unknown>): { to?: string; id?: string } => ({ to: text(search.to), id: text(search.id) }),
  loader: () => needTexts('hub'),
  component: lazyRouteComponent(() => import('./features/hub/Mailbox'), 'Mailbox'),
})

const login = createRoute({
  getParentRoute: () => front,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: text(search.to) }),
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/Login'), 'Login'),
})

const signup = createRoute({
  getParentRoute: () => front,
  path: '/signup',
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/SignUp'), 'SignUp'),
})

const welcome = createRoute({
  getParentRoute: () => front,
  path: '/welcome',
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/Welcome'), 'Welcome'),
})

const forgot = createRoute({
  getParentRoute: () => front,
  path: '/forgot',
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/Forgot'), 'Forgot'),
})

const reset = createRoute({
  getParentRoute: () => front,
  path: '/reset',
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/Reset'), 'Reset'),
})

const invitation = createRoute({
  getParentRoute: () => front,
  path: '/invitation',
  loader: identityTexts,
  component: lazyRouteComponent(() => import('./features/identity/Invitation'), 'Invitation'),
})

export const router = createRouter({
  routeTree: root.addChildren([front.addChildren([landing, display, mailbox, login, signup, welcome, forgot, reset, invitation])]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
