import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** Every page URL of the program. */
export default [
  index('staff/pages/home.ts'),
  layout('portal/pages/layout.tsx', [
    route('dang-nhap', 'staff/pages/sign-in.tsx'),
    route('thiet-lap', 'portal/pages/setup.tsx'),
    route('tra-cuu', 'dossiers/pages/tracking-start.tsx'),
    route('tra-cuu/:code', 'dossiers/pages/tracking.tsx'),
    route('thu-tuc', 'procedures/pages/posted-list.tsx'),
    route('thu-tuc/:code', 'procedures/pages/posted-procedure.tsx'),
  ]),
  route('thu-tuc.json', 'procedures/pages/open-data-json.ts'),
  route('thu-tuc.csv', 'procedures/pages/open-data-csv.ts'),
  route('dang-xuat', 'staff/pages/sign-out.ts'),
  layout('staff/pages/layout.tsx', [
    route('viec-cua-toi', 'dossiers/pages/inbox.tsx'),
    route('ho-so', 'dossiers/pages/dossier-list.tsx'),
    route('ho-so/:code', 'dossiers/pages/dossier.tsx'),
    route('bang-dieu-hanh', 'dossiers/pages/board.tsx'),
    route('quan-tri/thu-tuc', 'procedures/pages/procedure-list.tsx'),
    route('quan-tri/thu-tuc/nhap', 'procedures/pages/import-catalogue.tsx'),
    route('quan-tri/thu-tuc/ra-soat', 'procedures/pages/freshness.tsx'),
    route('quan-tri/niem-yet', 'procedures/pages/notice-board.tsx'),
    route('quan-tri/van-ban-phap-luat', 'procedures/pages/legal-texts.tsx'),
    route('quan-tri/thu-tuc/:id', 'procedures/pages/procedure.tsx'),
    route('quan-tri/lich', 'calendar/pages/calendar.tsx'),
    route('quan-tri/can-bo', 'staff/pages/staff.tsx'),
    route('quan-tri/don-vi', 'staff/pages/office.tsx'),
    route('quan-tri/quyen', 'staff/pages/permissions.tsx'),

    route('tai-khoan', 'staff/pages/account.tsx'),
    route('ho-so/moi', 'dossiers/pages/intake.tsx'),
  ]),
] satisfies RouteConfig
