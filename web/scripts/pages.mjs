// Every page: its address, whose eyes see it, the chunk it comes as, and the texts it needs. Measured by bars.mjs.

export const password = 'manifold demo 2026'
export const people = { buyer: 'lin@corner-shop.example', supplier: 'owner@farnell.example', brand: 'owner@brand.example', operator: 'operator@hub.example' }

const identity = ['identity', 'fault']

/** `$c` in an address is the first company of the person. Pages `as` nobody are seen without signing in. `front` pages are doors: they come without the application and have the lower bar. */
export const pages = [
  { path: '/', chunk: 'features/hub/Landing', texts: ['hub'], front: true },
  { path: '/display', chunk: 'features/hub/Display', texts: ['hub'] },
  { path: '/mailbox', chunk: 'features/hub/Mailbox', texts: ['hub'] },
  { path: '/login', chunk: 'features/identity/Login', texts: identity, front: true },
  { path: '/signup', chunk: 'features/identity/SignUp', texts: identity, front: true },
  { path: '/forgot', chunk: 'features/identity/Forgot', texts: identity, front: true },
  { path: '/welcome#' + 'x'.repeat(24), chunk: 'features/identity/Welcome', texts: identity, front: true },
  { path: '/reset#' + 'x'.repeat(24), chunk: 'features/identity/Reset', texts: identity, front: true },
  { path: '/invitation#' + 'x'.repeat(24), chunk: 'features/identity/Invitation', texts: identity, front: true },
  { path: '/join#' + 'x'.repeat(24), chunk: 'features/trading/claim/Claim', texts: ['claim', ...identity], front: true },
  { path: '/nowhere', chunk: null },
  { path: '/suppliers', as: 'buyer', chunk: 'features/trading/directory/Directory', texts: ['directory', 'trading', 'fault'] },
  { path: '/suppliers/board', as: 'buyer', chunk: 'features/trading/board/Board', texts: ['board', 'trading', 'fault'] },
  { path: '/suppliers/apply', as: 'buyer', chunk: 'features/trading/apply/Apply', texts: ['apply', 'trading', 'fault'] },
  { path: '/suppliers/offers?q=a', as: 'buyer', chunk: 'features/comparison/offers/Search', texts: ['offers', 'trading', 'fault'] },
  { path: '/suppliers/$supplier', as: 'buyer', chunk: 'features/trading/supplier/Supplier', texts: ['supplier', 'offers', 'job', 'trading', 'fault'] },
  { path: '/c/$c/file', as: 'buyer', chunk: 'features/trading/file/File', texts: ['file', 'trading', ...identity] },
  { path: '/c/$c/verification', as: 'operator', chunk: 'features/trading/verification/Verification', texts: ['verification', 'file', 'trading', 'fault'] },
  ...['/order', '/compare', '/rfq', '/orders', '/statement'].map((path) => ({ path, as: 'buyer', chunk: 'features/hub/places/Place', texts: ['places'] })),
  { path: '/c/$c/today', as: 'supplier', chunk: 'features/hub/today/Today', texts: ['today', 'audit'] },
  { path: '/c/$c/applications', as: 'supplier', chunk: 'features/trading/queue/Queue', texts: ['queue', 'trading', 'fault'] },
  { path: '/c/$c/applications/$buyer', as: 'supplier', chunk: 'features/trading/queue/Application', texts: ['queue', 'customers', 'grants', 'offers', 'trading', 'fault'] },
  { path: '/c/$c/customers', as: 'supplier', chunk: 'features/trading/customers/Customers', texts: ['customers', 'trading', 'job', ...identity] },
  { path: '/c/$c/customers/$customer', as: 'supplier', chunk: 'features/trading/customers/CustomerPage', texts: ['customers', 'queue', 'grants', 'invites', 'notices', 'offers', 'trading', ...identity] },
  { path: '/c/$c/customers/groups', as: 'supplier', chunk: 'features/trading/groups/Groups', texts: ['groups', 'customers', 'trading', ...identity] },
  { path: '/c/$c/customers/blocked', as: 'supplier', chunk: 'features/trading/groups/Blocked', texts: ['groups', ...identity] },
  { path: '/c/$c/customers/invites', as: 'supplier', chunk: 'features/trading/invites/Invites', texts: ['invites', 'customers', 'trading', ...identity] },
  { path: '/c/$c/customers/imports', as: 'supplier', chunk: 'features/trading/imports/Imports', texts: ['imports', 'fault'] },
  { path: '/c/$c/customers/imports/$import', as: 'supplier', chunk: 'features/trading/imports/ImportPage', texts: ['imports', 'customers', 'job', 'fault'] },
  { path: '/c/$c/grants', as: 'supplier', chunk: 'features/trading/grants/Grants', texts: ['grants', 'customers', 'offers', 'trading', 'fault'] },
  { path: '/c/$c/grants/viewers', as: 'supplier', chunk: 'features/trading/grants/Viewers', texts: ['grants', 'trading', 'fault'] },
  { path: '/c/$c/grants/disclosures', as: 'supplier', chunk: 'features/trading/notices/Disclosures', texts: ['notices', 'fault'] },
  { path: '/c/$c/grants/notices', as: 'supplier', chunk: 'features/trading/notices/Notices', texts: ['notices', 'queue', 'trading', 'fault'] },
  { path: '/c/$c/sheet', as: 'supplier', chunk: 'features/comparison/sheet/Sheet', texts: ['sheet', 'trading', 'offers', 'fault'] },
  { path: '/c/$c/imports', as: 'supplier', chunk: 'features/integration/imports/Imports', texts: ['integration', 'fault'] },
  { path: '/c/$c/imports/$file', as: 'supplier', chunk: 'features/integration/imports/ImportPage', texts: ['integration', 'job', 'fault'] },
  { path: '/c/$c/listing', as: 'supplier', chunk: 'features/trading/profile/Profile', texts: ['profile', 'trading', ...identity] },
  { path: '/c/$c/today', as: 'brand', chunk: 'features/hub/today/Today', texts: ['today', 'audit'] },
  { path: '/c/$c/team', as: 'buyer', chunk: 'features/identity/team/Team', texts: ['team', ...identity] },
  { path: '/c/$c/team?invite=true', as: 'supplier', chunk: 'features/identity/team/Team', texts: ['team', ...identity] },
  { path: '/c/$c/company', as: 'buyer', chunk: 'features/identity/company/Company', texts: ['company', ...identity] },
  { path: '/c/$c/audit', as: 'supplier', chunk: 'features/audit/Audit', texts: ['audit', 'job'] },
  { path: '/c/$c/jobs', as: 'supplier', chunk: 'features/job/Jobs', texts: ['job'] },
  { path: '/c/$c/tenants', as: 'operator', chunk: 'features/identity/tenants/Tenants', texts: ['tenants'] },
  { path: '/profile', as: 'buyer', chunk: 'features/identity/account/Profile', texts: ['account', ...identity] },
  { path: '/sessions', as: 'buyer', chunk: 'features/identity/account/Sessions', texts: ['account', 'apps'] },
  { path: '/apps', as: 'buyer', chunk: 'features/sso/apps/Apps', texts: ['apps', 'sso'] },
  { path: '/connect?request=' + 'x'.repeat(24), as: 'buyer', chunk: 'features/sso/connect/Connect', texts: ['connect', 'sso'] },
  { path: '/c/$c/clients', as: 'supplier', chunk: 'features/sso/clients/Clients', texts: ['clients', 'sso', ...identity] },
  { path: '/c/$c/keys', as: 'operator', chunk: 'features/sso/keys/Keys', texts: ['keys'] },
  { path: '/companies/new', as: 'buyer', chunk: 'features/identity/company/NewCompany', texts: ['company', ...identity] },
]

/** Chunks that main.tsx and routes.tsx load and that are no page by themselves: the application, frames, the session, redirects, a page that needs a special account. */
export const frames = ['app', 'shell/Signed', 'shell/session', 'shell/CompanyFrame', 'shell/redirects', 'shell/Home']
