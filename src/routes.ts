import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** Every page URL of the program. */
export default [
  index('staff/pages/home.ts'),
  layout('portal/pages/layout.tsx', [
    route('dang-nhap', 'staff/pages/sign-in.tsx'),
    route('thiet-lap', 'portal/pages/setup.tsx'),
    route('tra-cuu', 'dossiers/pages/tracking-start.tsx'),
    route('tra-cuu/:code', 'dossiers/pages/tracking.tsx'),
    route('hen/:procedureId', 'counters/pages/booking.tsx'),
    route('hen/:procedureId/:id', 'counters/pages/booked.tsx'),
    route('so/:token', 'counters/pages/own-ticket.tsx'),
    route('to-khai/:procedureId', 'dossiers/pages/declaration/fill-in.tsx'),
    route('to-khai/:procedureId/:id', 'dossiers/pages/declaration/saved.tsx'),
  ]),
  layout('counters/pages/screen-layout.tsx', [
    route('kiosk', 'counters/pages/kiosk.tsx'),
    route('man-hinh', 'counters/pages/display.tsx'),
  ]),
  route('dang-xuat', 'staff/pages/sign-out.ts'),
  layout('staff/pages/layout.tsx', [
    route('viec-cua-toi', 'dossiers/pages/inbox.tsx'),
    route('quay', 'counters/pages/desk.tsx'),
    route('ho-so', 'dossiers/pages/dossier-list.tsx'),
    route('ho-so/:code', 'dossiers/pages/dossier.tsx'),
    route('so-theo-doi', 'dossiers/pages/register.tsx'),
    route('ban-giao', 'dossiers/pages/slips.tsx'),
    route('ban-giao/:code', 'dossiers/pages/slip.tsx'),
    route('chung-thuc', 'dossiers/pages/certification.tsx'),
    route('so-chung-thuc', 'dossiers/pages/certification-register.tsx'),
    route('bang-dieu-hanh', 'dossiers/pages/board.tsx', [index('counters/pages/queue-card.tsx')]),
    route('quan-tri/thu-tuc', 'procedures/pages/procedure-list.tsx'),
    route('quan-tri/thu-tuc/moi', 'procedures/pages/new-procedure.tsx'),
    route('quan-tri/thu-tuc/:id', 'procedures/pages/procedure.tsx'),
    route('quan-tri/lich', 'calendar/pages/calendar.tsx'),
    route('quan-tri/can-bo', 'staff/pages/staff.tsx'),
    route('quan-tri/don-vi', 'staff/pages/office.tsx'),
    route('quan-tri/thiet-lap', 'staff/pages/desk-setup.tsx'),
    route('quan-tri/phong-ban', 'staff/pages/units.tsx'),
    route('quan-tri/quay', 'staff/pages/desks.tsx'),
    route('quan-tri/lay-so', 'counters/pages/queue-setup.tsx'),
    route('quan-tri/quyen', 'staff/pages/permissions.tsx'),

    route('tai-khoan', 'staff/pages/account.tsx'),
    route('ho-so/moi', 'dossiers/pages/intake.tsx'),
  ]),
] satisfies RouteConfig
