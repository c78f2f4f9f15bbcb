import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** Every page URL of the program. */
export default [
  index('staff/pages/home.ts'),
  layout('portal/pages/layout.tsx', [
    route('dang-nhap', 'staff/pages/sign-in.tsx'),
    route('thiet-lap', 'portal/pages/setup.tsx'),
    route('tra-cuu', 'dossiers/pages/tracking-start.tsx'),
    route('tra-cuu/:code', 'dossiers/pages/tracking.tsx'),
    route('danh-gia', 'dossiers/pages/rating/rate-start.tsx'),
    route('danh-gia/:code', 'dossiers/pages/rating/rate.tsx'),
    route('to-khai/:procedureId', 'dossiers/pages/declaration/fill-in.tsx'),
    route('to-khai/:procedureId/:id', 'dossiers/pages/declaration/saved.tsx'),
  ]),
  route('dang-xuat', 'staff/pages/sign-out.ts'),
  layout('staff/pages/layout.tsx', [
    route('viec-cua-toi', 'dossiers/pages/inbox.tsx'),
    route('ho-so', 'dossiers/pages/dossier-list.tsx'),
    route('ho-so/:code', 'dossiers/pages/dossier.tsx'),
    route('so-theo-doi', 'dossiers/pages/register.tsx'),
    route('ban-giao', 'dossiers/pages/slips.tsx'),
    route('ban-giao/:code', 'dossiers/pages/slip.tsx'),
    route('chung-thuc', 'dossiers/pages/certification.tsx'),
    route('so-chung-thuc', 'dossiers/pages/certification-register.tsx'),
    route('bang-dieu-hanh', 'dossiers/pages/board.tsx'),
    route('muc-do-hai-long', 'dossiers/pages/rating/satisfaction.tsx'),
    route('thuc-hanh', 'learning/pages/practice.tsx'),
    route('su-dung-phan-mem', 'learning/pages/learning-report.tsx'),
    route('quan-tri/thu-tuc', 'procedures/pages/procedure-list.tsx'),
    route('quan-tri/thu-tuc/moi', 'procedures/pages/new-procedure.tsx'),
    route('quan-tri/thu-tuc/:id', 'procedures/pages/procedure.tsx'),
    route('quan-tri/lich', 'calendar/pages/calendar.tsx'),
    route('quan-tri/can-bo', 'staff/pages/staff.tsx'),
    route('quan-tri/don-vi', 'staff/pages/office.tsx'),
    route('quan-tri/thiet-lap', 'staff/pages/desk-setup.tsx'),
    route('quan-tri/phong-ban', 'staff/pages/units.tsx'),
    route('quan-tri/quay', 'staff/pages/desks.tsx'),
    route('quan-tri/quyen', 'staff/pages/permissions.tsx'),

    route('tai-khoan', 'staff/pages/account.tsx'),
    route('ho-so/moi', 'dossiers/pages/intake.tsx'),
  ]),
] satisfies RouteConfig
