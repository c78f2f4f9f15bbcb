import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** Every page URL of the program. */
export default [
  index('staff/pages/home.ts'),
  layout('portal/pages/layout.tsx', [
    route('dang-nhap', 'staff/pages/sign-in.tsx'),
    route('thiet-lap', 'portal/pages/setup.tsx'),
    route('tra-cuu', 'dossiers/pages/tracking-start.tsx'),
    route('tra-cuu/:code', 'dossiers/pages/tracking.tsx'),
  ]),
  route('tra-cuu/:code/ket-qua', 'dossiers/pages/result-download.ts'),
  route('dang-xuat', 'staff/pages/sign-out.ts'),
  layout('staff/pages/layout.tsx', [
    route('viec-cua-toi', 'dossiers/pages/inbox.tsx'),
    route('ho-so', 'dossiers/pages/dossier-list.tsx'),
    route('ho-so/:code', 'dossiers/pages/dossier.tsx'),
    route('tra-ket-qua', 'dossiers/pages/return-results.tsx'),
    route('ket-qua-chua-nhan', 'dossiers/pages/uncollected-results.tsx'),
    route('buu-gui', 'dossiers/pages/parcels.tsx'),
    route('kho-giay-to', 'dossiers/pages/paper-store.tsx'),
    route('bang-dieu-hanh', 'dossiers/pages/board.tsx'),
    route('quan-tri/thu-tuc', 'procedures/pages/procedure-list.tsx'),
    route('quan-tri/thu-tuc/:id', 'procedures/pages/procedure.tsx'),
    route('quan-tri/lich', 'calendar/pages/calendar.tsx'),
    route('quan-tri/can-bo', 'staff/pages/staff.tsx'),
    route('quan-tri/don-vi', 'staff/pages/office.tsx'),
    route('quan-tri/quyen', 'staff/pages/permissions.tsx'),

    route('tai-khoan', 'staff/pages/account.tsx'),
    route('ho-so/moi', 'dossiers/pages/intake.tsx'),
  ]),
] satisfies RouteConfig
