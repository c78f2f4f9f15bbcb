import { relations } from '../../model/draft.ts'
import type { DraftView } from '../../queries/filing-draft.ts'
import { ChoiceField, SelectField, TextField } from '../field.tsx'

interface Props {
  view: DraftView
  problems: Readonly<Record<string, string>>
}

const kinds = [
  { value: 'citizen', label: 'Cá nhân' },
  { value: 'business', label: 'Doanh nghiệp, hộ kinh doanh' },
  { value: 'organisation', label: 'Cơ quan, tổ chức' },
]

const sexes = [
  { value: 'male', label: 'Nam' },
  { value: 'female', label: 'Nữ' },
]

/** Whose dossier it is, and who files it where that is somebody else. */
export function PeopleStep({ view, problems }: Props) {
  const { draft } = view
  return (
    <>
      {draft.source === 'own' ? <KnownAs identity={draft.identity} /> : null}
      <ChoiceField
        name="cho"
        label={draft.source === 'assisted' ? 'Người ngồi tại quầy nộp cho ai?' : 'Bạn nộp cho ai?'}
        value={draft.forSelf ? 'toi' : 'thay'}
        options={[
          { value: 'toi', label: draft.source === 'assisted' ? 'Nộp cho chính mình' : 'Nộp cho tôi' },
          { value: 'thay', label: 'Nộp thay người khác' },
        ]}
      />
      <SubmitterFields view={view} problems={problems} />
      <ApplicantFields view={view} problems={problems} />
    </>
  )
}

function ApplicantFields({ view, problems }: Props) {
  const { applicant } = view.draft
  return (
    <fieldset>
      <legend>Người có hồ sơ</legend>
      <SelectField
        name="nguoi.loai"
        label="Là"
        value={applicant.kind}
        options={kinds}
        problem={problems['applicant.kind']}
      />
      <TextField
        name="nguoi.ten"
        label="Họ và tên, hoặc tên tổ chức"
        value={applicant.name}
        problem={problems['applicant.name']}
      />
      <TextField
        name="nguoi.so"
        label="Số định danh cá nhân (số căn cước), hoặc mã số thuế"
        value={applicant.personalId}
        inputMode="numeric"
        maxLength={20}
        problem={problems['applicant.personalId']}
      />
      <TextField
        name="nguoi.ngay-sinh"
        label="Ngày sinh"
        value={applicant.birthDate}
        optional
        hint="Ngày, tháng, năm, ví dụ 02/01/1990"
        inputMode="numeric"
        maxLength={30}
        problem={problems['applicant.birthDate']}
      />
      <SelectField
        name="nguoi.gioi-tinh"
        label="Giới tính (nếu có)"
        value={applicant.sex}
        options={sexes}
        problem={problems['applicant.sex']}
      />
      <TextField
        name="nguoi.dia-chi"
        label="Nơi ở hoặc trụ sở"
        value={applicant.address}
        maxLength={500}
        problem={problems['applicant.address']}
      />
      <TextField
        name="nguoi.dien-thoai"
        label="Số điện thoại"
        value={applicant.phone}
        type="tel"
        maxLength={30}
        problem={problems['applicant.phone']}
      />
      <TextField
        name="nguoi.thu"
        label="Thư điện tử"
        value={applicant.email}
        optional
        type="email"
        problem={problems['applicant.email']}
      />
    </fieldset>
  )
}

function KnownAs({ identity }: { identity: DraftView['draft']['identity'] }) {
  const known = [identity.name, identity.personalId, identity.phone, identity.email].filter(Boolean)
  return (
    <p>
      {identity.level === 'contact' ? 'Bạn đã xác nhận' : 'Bạn đang đăng nhập'}: <b>{known.join(' · ')}</b>
    </p>
  )
}

function SubmitterFields({ view, problems }: Props) {
  const { draft } = view
  const { submitter } = draft
  const isUsual = (relations as readonly string[]).includes(draft.relation)
  return (
    <fieldset className="delegated">
      <legend>Người nộp thay</legend>
      <p className="hint">
        Nộp thay phải có văn bản ủy quyền hoặc giấy tờ chứng minh quan hệ, đính kèm ở bước Giấy tờ.
      </p>
      <TextField
        name="nop.ten"
        label="Họ và tên người nộp"
        value={submitter.name}
        problem={problems['submitter.name']}
      />
      <TextField
        name="nop.so"
        label="Số định danh cá nhân của người nộp"
        value={submitter.personalId}
        inputMode="numeric"
        maxLength={20}
        problem={problems['submitter.personalId']}
      />
      <TextField
        name="nop.dien-thoai"
        label="Số điện thoại của người nộp"
        value={submitter.phone}
        optional
        type="tel"
        maxLength={30}
        problem={problems['submitter.phone']}
      />
      <SelectField
        name="quan-he"
        label="Người nộp là gì của người có hồ sơ?"
        value={isUsual ? draft.relation : ''}
        options={relations.map((each) => ({ value: each, label: each }))}
        problem={problems.relation}
      />
      <TextField
        name="quan-he-khac"
        label="Quan hệ khác"
        value={isUsual ? '' : draft.relation}
        optional
        maxLength={100}
      />
    </fieldset>
  )
}
