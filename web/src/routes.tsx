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

export const router = createRouter({
  routeTree: root.addChildren([front.addChildren([landing, display])]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
