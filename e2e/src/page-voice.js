// Runs in pages, which know nothing of the types of this repository.
/* exported installVoice */
function installVoice(ownHertz) {
  const connections = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration) {
      super(configuration);
      connections.push(this);
    }
  };
  const opened = [];
  navigator.mediaDevices.getUserMedia = (asked) => {
    const wanted = asked?.audio?.deviceId;
    if (wanted !== undefined) opened.push(wanted.exact ?? wanted.ideal ?? wanted);
    const audio = new AudioContext();
    const source = audio.createOscillator();
    const volume = audio.createGain();
    const out = audio.createMediaStreamDestination();
    source.frequency.value = ownHertz;
    volume.gain.value = 0.5;
    source.connect(volume).connect(out);
    source.start();
    return Promise.resolve(out.stream);
  };
  let sentKeys = '';
  const insertKeys = window.RTCDTMFSender.prototype.insertDTMF;
  window.RTCDTMFSender.prototype.insertDTMF = function (...inserted) {
    this.ontonechange = ({ tone }) => (sentKeys += tone);
    return insertKeys.apply(this, inserted);
  };
  let measured = null;
  const analyserOf = (track) => {
    if (measured?.track === track) return measured;
    const audio = new AudioContext();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 16_384;
    analyser.smoothingTimeConstant = 0;
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    measured = { track, analyser, rate: audio.sampleRate };
    return measured;
  };
  const powerHeard = () => {
    const track = connections
      .findLast((connection) => connection.connectionState === 'connected')
      ?.getReceivers()
      .find((receiver) => receiver.track.kind === 'audio')?.track;
    if (track === undefined) return { power: new Float32Array(), hertzOf: () => 0, total: 0 };
    const { analyser, rate } = analyserOf(track);
    const decibels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(decibels);
    const power = decibels.map((level) => (level === -Infinity ? 0 : 10 ** (level / 10)));
    const total = power.reduce((sum, one) => sum + one, 0);
    return { power, hertzOf: (bin) => (bin * rate) / analyser.fftSize, total };
  };
  const AUDIBLE = 1e-7;
  const heardShare = (hertz) => {
    const { power, hertzOf, total } = powerHeard();
    if (total < AUDIBLE) return 0;
    const near = power.filter((_, bin) => Math.abs(hertzOf(bin) - hertz) < 30);
    return near.reduce((sum, one) => sum + one, 0) / total;
  };
  const isHeard = () => powerHeard().total >= AUDIBLE;
  const told = { heardShare, isHeard, keysSent: () => sentKeys, microphonesOpened: () => opened };
  Object.assign(window, { ringbackVoice: told });
}
