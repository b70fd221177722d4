// What a framework does with a run that is taken up again, which only those who resume one need.
export { withEdits } from "../../core/edit/rebase";
export { asCounted, asShown } from "../../core/formats/counted";
export { parseJson } from "../../core/parse/json";
export { lengthened, notLengthened } from "../../core/resume/lengthened";
export { resume } from "../../core/resume/resume";
export { waySchedule } from "../../core/resume/waySchedule";
