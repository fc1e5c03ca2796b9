#include "matching/policy.h"

namespace lockbox {

std::vector<Insurer> default_insurers() {
    return {
        {"Blue Cross Blue Shield of MA",
         {"BCBS", "BCBSMA", "BCBS of MA", "BCBS MA", "Blue Cross", "Blue Cross Blue Shield", "Blue Shield",
          "Blue Cross Blue Shield of Massachusetts"}},
        {"Fallon Health", {"Fallon", "Fallon Community Health", "Fallon Community Health Plan"}},
        {"Harvard Pilgrim Health Care", {"Harvard Pilgrim", "HPHC", "Harvard Pilgrim HC"}},
        {"Health New England", {"HNE", "Health NE"}},
        {"Mass General Brigham Health Plan",
         {"MGB", "MGBHP", "MGB Health Plan", "Mass General Brigham", "Mass General", "Mass Gen Brigham", "AllWays",
          "AllWays Health Partners"}},
        {"Tufts Health Plan", {"Tufts", "Tufts Health", "Tufts Direct", "Tufts Health Direct", "THP"}},
        {"UnitedHealthcare", {"UHC", "United", "United Healthcare", "United Health Care", "United Health"}},
        {"WellSense Health Plan",
         {"WellSense", "Well Sense", "BMC", "BMCHP", "BMC HealthNet", "Boston Medical Center"}},
        {"Altus Dental", {"Altus"}},
        {"Delta Dental of Massachusetts", {"Delta", "Delta Dental", "Delta Dental of MA", "Delta Dental MA", "DDMA"}},
    };
}

}  // namespace lockbox
