// The table of pages. A page names its feature's texts in `loader` and comes as a chunk of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { readSearch as readCompare } from './features/comparison/basket/search'
import { readSearch } from './features/comparison/offers/search'
import { needTexts } from './lib/i18n'
import { Content } from './shell/Content'
import { doors, type DoorPath } from './shell/doors'
import { BrokenPage, NotFoundPage } from './shell/ErrorPages'
import { Front } from './shell/Front'
import { Root } from './shell/Root'

const root = createRootRoute({
  component: Root,
  notFoundComponent: () => (
    <Front>
      <Content>
        <NotFoundPage />
      </Content>
    </Front>
  ),
})

/** A search parameter may be written by anybody: a number and a list are text or nothing. */
const text = (value: unknown) => (value === undefined || value === null || typeof value === 'object' ? undefined : String(value))

/** Pages without an account. */
const front = createRoute({
  getParentRoute: () => root,
  id: 'front',
  component: () => (
    <Front>
      <Content>
        <Outlet />
      </Content>
    </Front>
  ),
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

/** What an app of a supplier asks; signed in, but in a frame that leads nowhere else. */
const connect = createRoute({
  getParentRoute: () => front,
  path: '/connect',
  validateSearch: (search: Record<string, unknown>): { request?: string } => ({ request: text(search.request) }),
  beforeLoad: async ({ location }) => {
    const { enter } = await import('./shell/session')
    await enter(location.href)
  },
  loader: () => needTexts('connect', 'sso'),
  component: lazyRouteComponent(() => import('./features/sso/connect/Connect'), 'Page'),
})

/** From inside, the pages outside are reached by loading them. The path is written anew, so that one that only looks like theirs ends there too. */
const outside = (Object.keys(doors) as DoorPath[]).map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: text(search.to) }),
    beforeLoad: ({ location }) => {
      throw redirect({ href: path + location.searchStr + (location.hash && `#${location.hash}`), reloadDocument: true })
    },
  }),
)

// Pages behind the door. What they share (session, cache, frame) comes with the first of them, so that signing in stays small.

const signed = createRoute({
  getParentRoute: () => root,
  id: 'signed',
  beforeLoad: async ({ location }) => {
    const [{ enter }] = await Promise.all([import('./shell/session'), import('./shell/Signed')])
    await enter(location.href)
  },
  loader: () => needTexts('shell'),
  component: lazyRouteComponent(() => import('./shell/Signed'), 'Signed'),
})

const home = createRoute({
  getParentRoute: () => signed,
  path: '/home',
  beforeLoad: async () => (await import('./shell/redirects')).goHome(),
  component: lazyRouteComponent(() => import('./shell/Home'), 'Home'),
})

const placePage = lazyRouteComponent(() => import('./features/hub/places/Place'), 'Page')
const placeTexts = () => needTexts('places')
const order = createRoute({
  getParentRoute: () => signed,
  path: '/order',
  loader: () => needTexts('box'),
  component: lazyRouteComponent(() => import('./features/ordering/box/Box'), 'Page'),
})
const compare = createRoute({
  getParentRoute: () => signed,
  path: '/compare',
  validateSearch: readCompare,
  loader: () => needTexts('basket', 'offers', 'trading'),
  component: lazyRouteComponent(() => import('./features/comparison/basket/Compare'), 'Page'),
})
const rfq = createRoute({ getParentRoute: () => signed, path: '/rfq', loader: placeTexts, component: placePage })
/** One route on each side for all pages of orders: which one an address below it means, their folder knows. */
const ordersPage = {
  validateSearch: (search: Record<string, unknown>): { q?: string; view?: string; sort?: string } => ({ q: text(search.q), view: text(search.view), sort: text(search.sort) }),
  loader: async ({ params }: { params: { _splat?: string; company?: string } }) => (await import('./features/ordering/pages')).ready(params),
  component: lazyRouteComponent(() => import('./features/ordering/pages'), 'Page'),
}
const orders = createRoute({ getParentRoute: () => signed, path: '/orders/$', ...ordersPage })
const statement = createRoute({ getParentRoute: () => signed, path: '/statement', loader: placeTexts, component: placePage })

// Suppliers, as buyers see them. What a search parameter may be is judged by its page, which knows the words.

const suppliers = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers',
  validateSearch: (search: Record<string, unknown>): { q?: string; trade?: string; region?: string; state?: string } => ({
    q: text(search.q),
    trade: text(search.trade),
    region: text(search.region),
    state: text(search.state),
  }),
  loader: () => needTexts('directory', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/directory/Directory'), 'Page'),
})

const board = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/board',
  validateSearch: (search: Record<string, unknown>): { q?: string; state?: string } => ({ q: text(search.q), state: text(search.state) }),
  loader: () => needTexts('board', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/board/Board'), 'Page'),
})

const apply = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/apply',
  loader: () => needTexts('apply', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/apply/Apply'), 'Page'),
})

const offers = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/offers',
  validateSearch: readSearch,
  loader: () => needTexts('offers', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/comparison/offers/Search'), 'Page'),
})

const supplier = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/$supplier',
  validateSearch: (search: Record<string, unknown>): { tab?: string; q?: string; category?: string } => ({
    tab: text(search.tab),
    q: text(search.q),
    category: text(search.category),
  }),
  loader: () => needTexts('supplier', 'offers', 'job', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/supplier/Supplier'), 'Page'),
})

const product = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/$supplier/items/$item',
  loader: () => needTexts('product', 'offers', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/comparison/product/ProductPage'), 'Page'),
})

const ownProducts = createRoute({
  getParentRoute: () => signed,
  path: '/suppliers/products',
  validateSearch: (search: Record<string, unknown>): { q?: string; view?: string } => ({ q: text(search.q), view: text(search.view) }),
  loader: () => needTexts('own', 'offers', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/comparison/own/OwnPage'), 'Page'),
})

const profile = createRoute({
  getParentRoute: () => signed,
  path: '/profile',
  loader: () => needTexts('account', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/identity/account/Profile'), 'Page'),
})

const sessions = createRoute({
  getParentRoute: () => signed,
  path: '/sessions',
  loader: () => needTexts('account', 'apps'),
  component: lazyRouteComponent(() => import('./features/identity/account/Sessions'), 'Page'),
})

const apps = createRoute({
  getParentRoute: () => signed,
  path: '/apps',
  loader: () => needTexts('apps', 'sso'),
  component: lazyRouteComponent(() => import('./features/sso/apps/Apps'), 'Page'),
})

const newCompany = createRoute({
  getParentRoute: () => signed,
  path: '/companies/new',
  loader: () => needTexts('company', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/identity/company/NewCompany'), 'Page'),
})

const company = createRoute({
  getParentRoute: () => signed,
  path: '/c/$company',
  component: lazyRouteComponent(() => import('./shell/CompanyFrame'), 'CompanyFrame'),
})

const today = createRoute({
  getParentRoute: () => company,
  path: '/today',
  loader: () => needTexts('today'),
  component: lazyRouteComponent(() => import('./features/hub/today/Today'), 'Page'),
})

const flag = (value: unknown) => value === true || value === 'true' || value === 1 || undefined

const team = createRoute({
  getParentRoute: () => company,
  path: '/team',
  validateSearch: (search: Record<string, unknown>): { q?: string; invite?: boolean; seat?: string } => ({
    q: text(search.q),
    invite: flag(search.invite),
    seat: text(search.seat),
  }),
  loader: () => needTexts('team', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/identity/team/Team'), 'Page'),
})

const companyFile = createRoute({
  getParentRoute: () => company,
  path: '/company',
  loader: () => needTexts('company', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/identity/company/Company'), 'Page'),
})

const applicationFile = createRoute({
  getParentRoute: () => company,
  path: '/file',
  loader: () => needTexts('file', 'trading', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/file/File'), 'Page'),
})

const verification = createRoute({
  getParentRoute: () => company,
  path: '/verification',
  validateSearch: (search: Record<string, unknown>): { q?: string; state?: string; tenant?: string } => ({ q: text(search.q), state: text(search.state), tenant: text(search.tenant) }),
  loader: () => needTexts('verification', 'file', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/verification/Verification'), 'Page'),
})

const day = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined)

const audit = createRoute({
  getParentRoute: () => company,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): { action?: string; person?: string; from?: string; to?: string } => ({
    action: text(search.action),
    person: text(search.person),
    from: day(search.from),
    to: day(search.to),
  }),
  loader: () => needTexts('audit', 'job'),
  component: lazyRouteComponent(() => import('./features/audit/Audit'), 'Page'),
})

const jobs = createRoute({
  getParentRoute: () => company,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>): { job?: string } => ({ job: text(search.job) }),
  loader: () => needTexts('job'),
  component: lazyRouteComponent(() => import('./features/job/Jobs'), 'Page'),
})

const parts = ['supplier', 'buyer', 'brand', 'operator'] as const

const tenants = createRoute({
  getParentRoute: () => company,
  path: '/tenants',
  validateSearch: (search: Record<string, unknown>): { q?: string; part?: (typeof parts)[number]; tenant?: string } => ({
    q: text(search.q),
    part: parts.find((p) => p === search.part),
    tenant: text(search.tenant),
  }),
  loader: () => needTexts('tenants'),
  component: lazyRouteComponent(() => import('./features/identity/tenants/Tenants'), 'Page'),
})

/** One route for all pages of prices: which one an address below it means, their folder knows. */
const prices = createRoute({
  getParentRoute: () => company,
  path: '/prices/$',
  validateSearch: (search: Record<string, unknown>) => Object.fromEntries(Object.entries(search).map(([k, v]) => [k, text(v)])),
  loader: async ({ params: { _splat: page } }) => (await import('./features/pricing/pages')).ready(page),
  component: lazyRouteComponent(() => import('./features/pricing/pages'), 'Page'),
})

const sales = createRoute({ getParentRoute: () => company, path: '/orders/$', ...ordersPage })

const rates = createRoute({
  getParentRoute: () => company,
  path: '/rates',
  validateSearch: (search: Record<string, unknown>): { day?: string } => ({ day: day(search.day) }),
  loader: () => needTexts('rates', 'fault'),
  component: lazyRouteComponent(() => import('./features/pricing/rates/Rates'), 'Page'),
})

const clients = createRoute({
  getParentRoute: () => company,
  path: '/clients',
  loader: () => needTexts('clients', 'sso', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/sso/clients/Clients'), 'Page'),
})

const keys = createRoute({
  getParentRoute: () => company,
  path: '/keys',
  loader: () => needTexts('keys'),
  component: lazyRouteComponent(() => import('./features/sso/keys/Keys'), 'Page'),
})

// What suppliers work with. As with the buyers' pages, each page judges what a search parameter may be.

/** Search parameters that are texts, and those that are there or not. */
const asked =
  <const T extends readonly string[], const F extends readonly string[] = readonly []>(texts: T, flags?: F) =>
  (search: Record<string, unknown>) =>
    Object.fromEntries([...texts.map((k) => [k, text(search[k])]), ...(flags ?? []).map((k) => [k, flag(search[k])])]) as { [K in T[number]]?: string } & { [K in F[number]]?: boolean }

const applications = createRoute({
  getParentRoute: () => company,
  path: '/applications',
  validateSearch: asked(['view', 'q']),
  loader: () => needTexts('queue', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/queue/Queue'), 'Page'),
})

const application = createRoute({
  getParentRoute: () => company,
  path: '/applications/$buyer',
  validateSearch: asked(['act']),
  loader: () => needTexts('queue', 'customers', 'grants', 'offers', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/queue/Application'), 'Page'),
})

const customers = createRoute({
  getParentRoute: () => company,
  path: '/customers',
  validateSearch: asked(['q', 'group', 'region', 'salesperson', 'state', 'sort'], ['new']),
  loader: () => needTexts('customers', 'identity', 'trading', 'job', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/customers/Customers'), 'Page'),
})

const customer = createRoute({
  getParentRoute: () => company,
  path: '/customers/$customer',
  validateSearch: asked(['tab'], ['edit']),
  loader: () => needTexts('customers', 'queue', 'grants', 'invites', 'notices', 'offers', 'identity', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/customers/CustomerPage'), 'Page'),
})

const groups = createRoute({
  getParentRoute: () => company,
  path: '/customers/groups',
  loader: () => needTexts('groups', 'customers', 'identity', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/groups/Groups'), 'Page'),
})

const blocked = createRoute({
  getParentRoute: () => company,
  path: '/customers/blocked',
  validateSearch: asked(['q']),
  loader: () => needTexts('groups', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/groups/Blocked'), 'Page'),
})

const invites = createRoute({
  getParentRoute: () => company,
  path: '/customers/invites',
  validateSearch: asked(['state'], ['new']),
  loader: () => needTexts('invites', 'customers', 'identity', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/invites/Invites'), 'Page'),
})

const imports = createRoute({
  getParentRoute: () => company,
  path: '/customers/imports',
  loader: () => needTexts('imports', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/imports/Imports'), 'Page'),
})

const oneImport = createRoute({
  getParentRoute: () => company,
  path: '/customers/imports/$import',
  loader: () => needTexts('imports', 'customers', 'job', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/imports/ImportPage'), 'Page'),
})

const grants = createRoute({
  getParentRoute: () => company,
  path: '/grants',
  validateSearch: asked(['at', 'q']),
  loader: () => needTexts('grants', 'customers', 'offers', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/grants/Grants'), 'Page'),
})

const viewers = createRoute({
  getParentRoute: () => company,
  path: '/grants/viewers',
  validateSearch: asked(['category', 'price']),
  loader: () => needTexts('grants', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/grants/Viewers'), 'Page'),
})

const disclosures = createRoute({
  getParentRoute: () => company,
  path: '/grants/disclosures',
  validateSearch: asked(['buyer']),
  loader: () => needTexts('notices', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/notices/Disclosures'), 'Page'),
})

const notices = createRoute({
  getParentRoute: () => company,
  path: '/grants/notices',
  validateSearch: asked([], ['all']),
  loader: () => needTexts('notices', 'queue', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/notices/Notices'), 'Page'),
})

const items = createRoute({
  getParentRoute: () => company,
  path: '/items',
  validateSearch: asked(['q', 'category', 'brand', 'family', 'state', 'without', 'sort', 'view'], ['new']),
  loader: () => needTexts('items', 'catalog', 'trading', 'job', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/catalog/items/Items'), 'Page'),
})

const item = createRoute({
  getParentRoute: () => company,
  path: '/items/$item',
  validateSearch: asked(['tab']),
  loader: () => needTexts('item', 'catalog', 'trading', 'job', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/catalog/item/ItemPage'), 'Page'),
})

const categories = createRoute({
  getParentRoute: () => company,
  path: '/items/categories',
  validateSearch: asked(['category'], ['new']),
  loader: () => needTexts('categories', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/catalog/categories/Categories'), 'Page'),
})

const revisions = createRoute({
  getParentRoute: () => company,
  path: '/items/history',
  validateSearch: (search: Record<string, unknown>): { cause?: string; person?: string; from?: string; to?: string; revision?: string } => ({
    cause: text(search.cause),
    person: text(search.person),
    from: day(search.from),
    to: day(search.to),
    revision: text(search.revision),
  }),
  loader: () => needTexts('revisions', 'catalog', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/catalog/revisions/Revisions'), 'Page'),
})

/** Counts, what is on its way, what is held, and the warehouses: parts of one page, told by its address. */
const stock = createRoute({
  getParentRoute: () => company,
  path: '/stock',
  validateSearch: (search: Record<string, unknown>) => Object.fromEntries(Object.entries(search).map(([k, v]) => [k, text(v)])),
  loader: () => needTexts('inventory', 'trading', 'job', 'identity', 'fault'),
  component: lazyRouteComponent(() => import('./features/inventory/StockPage'), 'Page'),
})

/** The price sheet was a place of its own; it is the grid of the items now, and old links lead there. */
const sheet = createRoute({
  getParentRoute: () => company,
  path: '/sheet',
  validateSearch: (search: Record<string, unknown>): { q?: string; category?: string; withdrawn?: boolean } => ({ q: text(search.q), category: text(search.category), withdrawn: flag(search.withdrawn) }),
  beforeLoad: ({ params, search: { q, category, withdrawn } }) => {
    throw redirect({ to: '/c/$company/items', params, search: { q, category, state: withdrawn ? 'withdrawn' : undefined, view: 'grid' }, replace: true })
  },
})

const priceFiles = createRoute({
  getParentRoute: () => company,
  path: '/imports',
  loader: () => needTexts('integration', 'fault'),
  component: lazyRouteComponent(() => import('./features/integration/imports/Imports'), 'Page'),
})

const priceFile = createRoute({
  getParentRoute: () => company,
  path: '/imports/$import',
  validateSearch: asked(['step', 'tab']),
  loader: () => needTexts('integration', 'job', 'fault'),
  component: lazyRouteComponent(() => import('./features/integration/imports/ImportPage'), 'Page'),
})

const matching = createRoute({
  getParentRoute: () => company,
  path: '/matching',
  loader: () => needTexts('matching', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/questions/Questions'), 'Page'),
})

const matchProducts = createRoute({
  getParentRoute: () => company,
  path: '/matching/products',
  validateSearch: asked(['q']),
  loader: () => needTexts('products', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/products/Products'), 'Page'),
})

const matchProduct = createRoute({
  getParentRoute: () => company,
  path: '/matching/products/$product',
  loader: () => needTexts('products', 'matching', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/products/Product'), 'Page'),
})

const matchPrecision = createRoute({
  getParentRoute: () => company,
  path: '/matching/precision',
  loader: () => needTexts('precision', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/precision/Precision'), 'Page'),
})

const asks = createRoute({
  getParentRoute: () => company,
  path: '/asks',
  loader: () => needTexts('asks', 'matching', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/asks/Asks'), 'Page'),
})

const standing = createRoute({
  getParentRoute: () => company,
  path: '/asks/items',
  validateSearch: asked(['q', 'state']),
  loader: () => needTexts('asks', 'fault'),
  component: lazyRouteComponent(() => import('./features/matching/asks/Standing'), 'Page'),
})

const listing = createRoute({
  getParentRoute: () => company,
  path: '/listing',
  loader: () => needTexts('profile', 'identity', 'trading', 'fault'),
  component: lazyRouteComponent(() => import('./features/trading/profile/Profile'), 'Page'),
})

/** The same pages without a company in the address: that of the seat used last. */
const shortcuts = (['today', 'team', 'company', 'file', 'audit', 'jobs', 'tenants', 'verification'] as const).map((place) =>
  createRoute({ getParentRoute: () => root, path: `/${place}`, beforeLoad: async () => (await import('./shell/redirects')).goToCompany(place) }),
)

export const router = createRouter({
  routeTree: root.addChildren([
    ...outside,
    ...shortcuts,
    signed.addChildren([
      home,
      order,
      compare,
      rfq,
      orders,
      statement,
      suppliers,
      board,
      apply,
      offers,
      ownProducts,
      supplier,
      product,
      profile,
      sessions,
      apps,
      newCompany,
      company.addChildren([today, team, companyFile, applicationFile, audit, jobs, tenants, verification, prices, sales, rates, clients, keys,
        applications, application, customers, customer, groups, blocked, invites, imports, oneImport, grants, viewers, disclosures, notices, sheet, items, item, stock, categories, revisions, priceFiles, priceFile, listing,
        matching, matchProducts, matchProduct, matchPrecision, asks, standing,
      ]),
    ]),
    front.addChildren([display, mailbox, connect]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
