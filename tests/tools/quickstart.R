# Reference values of the guide notebooks/01-quickstart.ipynb from R and its package survival.
# Run from this folder: Rscript quickstart.R
# Reads notebooks/data/heart_failure.csv, writes quickstart.json.
sections <- parse("reference.R")  # its functions, without the data and the writing
for (section in sections) {
  defines <- is.call(section) && identical(section[[1]], as.name("<-")) &&
    is.call(section[[3]]) && identical(section[[3]][[1]], as.name("function"))
  if (defines) eval(section)
}
suppressPackageStartupMessages(library(survival))
heart <- read.csv("../../notebooks/data/heart_failure.csv")
died <- split(heart, heart$DEATH_EVENT)

describe <- list()
for (column in c("age", "ejection_fraction", "serum_creatinine")) for (group in c("0", "1")) {
  found <- described(died[[group]][[column]])
  for (name in names(found)) describe[[sprintf("%s[%s,%s]", name, column, group)]] <- found[[name]]
}
numbers <- c("age", "ejection_fraction", "serum_creatinine", "serum_sodium", "time")
pressure <- curves(heart$time, heart$DEATH_EVENT, heart$high_blood_pressure)
fit <- function(group) with(heart[heart$high_blood_pressure == group, ], curve(time, DEATH_EVENT, pressure$tau))
z <- qnorm(0.975); both <- list(fit(0), fit(1))
pressure$rmst_diff <- both[[1]]$rmst - both[[2]]$rmst
reach <- z * sqrt(both[[1]]$rmst_se^2 + both[[2]]$rmst_se^2)
pressure$rmst_diff_ci_low <- pressure$rmst_diff - reach
pressure$rmst_diff_ci_high <- pressure$rmst_diff + reach

chart <- list(n = nrow(heart))
for (group in c("0", "1")) {
  quartiles <- quantile(died[[group]]$ejection_fraction, c(.25, .5, .75), type = 7)
  chart[[sprintf("q1[%s]", group)]] <- quartiles[[1]]
  chart[[sprintf("median[%s]", group)]] <- quartiles[[2]]
  chart[[sprintf("q3[%s]", group)]] <- quartiles[[3]]
}
writeLines(json(list(
  R = paste(R.version.string, "survival", packageVersion("survival")),
  describe = describe,
  correlation = matrix_of(heart[numbers], "spearman", "holm"),
  ttest_ind = compared(died[["0"]]$serum_creatinine, died[["1"]]$serum_creatinine),
  km = pressure,
  chart = chart)), "quickstart.json")
