// The phone's camera: codes are read by the browser where it can, else by the server, frame by frame.

const EVERY = 180;
const EVERY_FRAME = 700;
const SIDE = 800;

export class Camera {
  constructor({ view, onCode, readFrame }) {
    Object.assign(this, { view, onCode, readFrame, stream: null, timer: null });
  }

  get running() {
    return this.stream !== null;
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false,
    });
    this.view.srcObject = this.stream;
    await this.view.play();
    this.detector = await detector();
    this.#again();
  }

  stop() {
    clearTimeout(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.view.srcObject = null;
  }

  #again() {
    this.timer = setTimeout(() => this.#look(), this.detector ? EVERY : EVERY_FRAME);
  }

  async #look() {
    try {
      for (const code of await this.#codes()) await this.onCode(code);
    } catch {
      // A frame that could not be read is followed by the next one.
    }
    if (this.running) this.#again();
  }

  async #codes() {
    if (this.view.readyState < 2) return [];
    if (this.detector) return (await this.detector.detect(this.view)).map((found) => found.rawValue);
    return this.readFrame(await this.#frame());
  }

  #frame() {
    const { videoWidth: width, videoHeight: height } = this.view;
    const share = Math.min(1, SIDE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * share);
    canvas.height = Math.round(height * share);
    canvas.getContext("2d").drawImage(this.view, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.8); });
  }
}

async function detector() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats();
  return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
}
