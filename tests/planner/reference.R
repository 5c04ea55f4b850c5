# Reference values of the heart failure table from R and its package survival.
# Run from this folder: Rscript reference.R
# Reads notebooks/data/heart_failure.csv, writes reference.json: a question, and its numbers.
suppressPackageStartupMessages(library(survival))
heart <- read.csv("../../notebooks/data/heart_failure.csv")
died <- heart$DEATH_EVENT == 1
creatinine <- heart$serum_creatinine
numbers <- function(...) {
  found <- unlist(list(...))
  pairs <- sprintf('"%s": %s', names(found), formatC(found, digits = 15, format = "g"))
  sprintf("{%s}", paste(pairs, collapse = ", "))
}
test <- t.test(creatinine[!died], creatinine[died])
asked <- list(
  "What is the average age?" = numbers(mean = mean(heart$age)),
  "median platelets" = numbers(median = median(heart$platelets)),
  "standard deviation of age" = numbers(std = sd(heart$age)),
  "variance of platelets" = numbers(var = var(heart$platelets)),
  "total of time" = numbers(sum = sum(heart$time)),
  "How many patients are older than 60?" = numbers(count = sum(heart$age > 60)),
  "patients aged 50 to 60" = numbers(count = sum(heart$age >= 50 & heart$age <= 60)),
  "how many died?" = numbers(count = sum(died)),
  "What percentage of patients died?" = numbers(share = mean(died), count = sum(died), n = 299),
  "what share of patients over 70 died?" = numbers(share = mean(died[heart$age > 70])),
  "mean serum creatinine of patients who died" = numbers(mean = mean(creatinine[died])),
  "mean serum creatinine by DEATH_EVENT" = numbers(
    "mean[0]" = mean(creatinine[!died]), "mean[1]" = mean(creatinine[died]), "count[1]" = sum(died)),
  "90th percentile of age by sex" = numbers(
    "p90[0]" = quantile(heart$age[heart$sex == 0], .9, names = FALSE),
    "p90[1]" = quantile(heart$age[heart$sex == 1], .9, names = FALSE)),
  "share of patients who died by sex" = numbers(
    "share[0]" = mean(died[heart$sex == 0]), "share[1]" = mean(died[heart$sex == 1])),
  "minimum and maximum of ejection fraction" = numbers(
    min = min(heart$ejection_fraction), max = max(heart$ejection_fraction)),
  "interquartile range of platelets" = numbers(iqr = IQR(heart$platelets)),
  "how many different values does ejection fraction have" = numbers(
    different = length(unique(heart$ejection_fraction))),
  "does serum_creatinine differ by DEATH_EVENT" = numbers(
    t = test$statistic[["t"]], df = test$parameter[["df"]], p = test$p.value),
  "correlation between age and serum creatinine" = numbers(r = cor(heart$age, creatinine)),
  "spearman correlation of age and time" = numbers(
    r = cor(heart$age, heart$time, method = "spearman")),
  "survival by sex" = numbers(
    "events[0]" = sum(died[heart$sex == 0]), "events[1]" = sum(died[heart$sex == 1]),
    chi2 = survdiff(Surv(time, DEATH_EVENT) ~ sex, heart)$chisq),
  "what correlates with age" = numbers(
    "r[serum_creatinine]" = cor(heart$age, creatinine), "r[time]" = cor(heart$age, heart$time)),
  "the 3 oldest patients" = numbers(max = max(heart$age)),
  "how many patients are older than average" = numbers(count = sum(heart$age > mean(heart$age))),
  "describe age" = numbers("mean[age]" = mean(heart$age), "sd[age]" = sd(heart$age))
)
lines <- sprintf('  "%s": %s', names(asked), unlist(asked))
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "reference.json")
