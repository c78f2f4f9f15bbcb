import { localDate } from '../../calendar/model/local-time.ts'

/** A list for the post as it is printed. */
export interface ParcelListFacts {
  office: {
    name: string
    parentName: string
    receptionName: string
    placeName: string
    address: string
    phone: string
  }
  number: number
  year: number
  madeAt: Date
  makerName: string
  parcels: {
    code: string
    procedureName: string
    receiverName: string
    receiverAddress: string
    receiverPhone: string
    number: string
  }[]
}

/** Nhãn bưu gửi, A6. Template `parcel-labels`. The bar code holds the dossier's code, which the desk's reader takes. */
export function composeParcelLabels({ office, number, year, parcels }: ParcelListFacts) {
  return {
    title: `Nhãn bưu gửi, danh sách số ${number}/${year}`,
    labels: parcels.map((parcel) => ({
      senderName: office.receptionName,
      senderOffice: office.name,
      senderAddress: office.address,
      senderPhone: office.phone,
      receiverName: parcel.receiverName,
      receiverAddress: parcel.receiverAddress,
      receiverPhone: parcel.receiverPhone,
      content: `Kết quả giải quyết thủ tục hành chính: ${parcel.procedureName}`,
      code: parcel.code,
      codeBarcode: parcel.code,
      parcelNumber: parcel.number,
    })),
  }
}

/** Danh sách bưu gửi giao bưu chính. Template `parcel-list`. */
export function composeParcelList({ office, number, year, madeAt, makerName, parcels }: ParcelListFacts) {
  return {
    parentAgency: office.name,
    agency: office.receptionName,
    number: String(number).padStart(2, '0'),
    symbol: `DSBG-${year}`,
    place: office.placeName,
    date: localDate(madeAt),
    title: 'DANH SÁCH BƯU GỬI TRẢ KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
    makerName,
    parcels: parcels.map((parcel) => ({
      code: parcel.code,
      procedureName: parcel.procedureName,
      receiver: parcel.receiverName,
      address: parcel.receiverAddress,
      phone: parcel.receiverPhone,
      number: parcel.number,
    })),
  }
}
