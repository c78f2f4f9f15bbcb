import type { PackageData } from './package-data.ts'

/** What whoever opens the package finds first: what it is, how to check it and how to read it, without this program. */
export function readMe({ file, documents }: PackageData, made: { day: string; office: string }): string {
  const { OrganId, FileCatalog, FileNotation } = file.FileCode
  const files = documents.flatMap((document) => document.files)
  return `GÓI HỒ SƠ LƯU TRỮ ĐIỆN TỬ

Hồ sơ:            ${FileNotation}, năm ${FileCatalog}
Tiêu đề:          ${file.Title}
Mã cơ quan:       ${OrganId}
Thời hạn bảo quản: ${file.Maintenance}
Cơ quan giao:     ${made.office}
Ngày đóng gói:    ${made.day}
Trong gói có:     ${documents.length} văn bản, tài liệu với ${files.length} tệp.

1. KIỂM TRA GÓI
Gói theo chuẩn BagIt 1.0 (RFC 8493); phần mềm BagIt nào cũng kiểm tra được. Không có phần mềm thì mở cửa sổ lệnh tại thư mục
này và chạy (Linux, macOS):
    sha256sum -c tagmanifest-sha256.txt
    sha256sum -c manifest-sha256.txt
Trên Windows, so từng tệp với bản kê bằng lệnh:
    certutil -hashfile data\\ho-so.xml SHA256
Mọi dòng phải báo OK. Tệp nào không OK là đã bị thay đổi kể từ khi đóng gói. Mã niêm phong của gói là mã băm SHA-256 của tệp
tagmanifest-sha256.txt; mã này ghi trong biên bản giao nhận. Mã trùng nhau thì toàn bộ gói còn nguyên như khi giao:
    sha256sum tagmanifest-sha256.txt

2. ĐỌC GÓI
data/muc-luc.pdf              Mục lục văn bản trong hồ sơ, để người đọc.
data/ho-so.xml                Thông tin hồ sơ (Nghị định số 30/2020/NĐ-CP, Phụ lục VI, Phần II, bảng HỒ SƠ).
data/noi-dung.xml             Danh sách văn bản và tệp của từng văn bản: tên gốc, loại, dung lượng, mã băm, nơi để.
data/lich-su.xml              Quá trình xử lý: thời điểm, người, nội dung.
data/van-ban/0001/van-ban.xml Thông tin văn bản số 1 trong hồ sơ (bảng VĂN BẢN ĐI hoặc VĂN BẢN ĐẾN).
data/van-ban/0001/tep-01.*    Tệp của văn bản, đúng từng byte như khi lưu, kể cả chữ ký số.
data/van-ban/0001/*.pdfa.pdf  Bản PDF/A của tệp đứng trước, để đọc khi không còn phần mềm mở được tệp gốc.
luoc-do.xsd                   Lược đồ của các tệp XML: tên trường, kiểu, độ dài theo Nghị định. Kiểm tra bằng lệnh:
    xmllint --noout --schema luoc-do.xsd data/ho-so.xml
Các tệp XML và TXT dùng mã UTF-8. Ngày ghi theo năm-tháng-ngày. Trường dài hơn quy định vẫn ghi đủ, không cắt.
`
}
