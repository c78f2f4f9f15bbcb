import { procedureId } from '../../procedures/model/record-schema.ts'
import { demoOfficeId } from '../../staff/examples.ts'

/** A reception that works as it stands against the demonstration office: a certified copy, plainly made-up person. */
export const receptionExample = {
  procedureId: procedureId(demoOfficeId, '2.000815'),
  applicant: {
    kind: 'citizen' as const,
    name: 'Nguyễn Văn Mẫu',
    personalId: '038090000001',
    birthDate: '1990-01-02',
    sex: 'male' as const,
    address: 'Thôn Mẫu, xã Cẩm Long',
    phone: '0912000001',
    email: '',
  },
  content: 'Chứng thực bản sao bằng tốt nghiệp',
  setCount: 1,
  components: [{ ordinal: 0, provided: true, originals: 1 }],
}

/** What a made-up person declares for Giấy xác nhận tình trạng hôn nhân (1.004873). */
export function maritalDeclaration(name: string): Record<string, unknown> {
  const residence = 'Thôn Mẫu, xã Cẩm Long'
  const paper = 'Căn cước số 038090000000, Bộ Công an cấp ngày 10/10/2024'
  return {
    requesterName: name,
    requesterBirthDate: '1990-05-15',
    requesterResidence: residence,
    requesterPaper: paper,
    relation: 'Bản thân',
    person: {
      name,
      birthDate: '1990-05-15',
      sex: 'male',
      nationality: 'Việt Nam',
      residence,
      paper,
      status: 'never',
    },
    purpose: 'other',
    otherPurpose: 'Bổ sung hồ sơ vay vốn',
  }
}
